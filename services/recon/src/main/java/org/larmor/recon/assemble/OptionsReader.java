package org.larmor.recon.assemble;

import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.gating.GatingSettings;
import org.larmor.core.gating.GatingSettings.Source;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Priority;
import org.larmor.recon.flow.ScanOptions;

/** Reads how a scan wants to be reconstructed from its header; what it does not say is as configured. */
final class OptionsReader {
    private OptionsReader() {}

    /** @throws IllegalArgumentException with one line if a user parameter {@code larmor.*} cannot be understood */
    static ScanOptions read(ScanHeader header, ScanOptions usual) {
        Method method = usual.method();
        String model = usual.model();
        int samples = usual.samples();
        int steps = usual.steps();
        long seed = usual.seed();
        Priority priority = usual.priority();
        Double requested = header.requestedNrmse();
        double sufficient = requested == null ? usual.sufficientNrmse() : requested;
        GatingSettings gating = startingPoint(header, usual.gating());
        for (UserParameter parameter : header.userParameters()) {
            switch (parameter.name()) {
                case "larmor.method" -> method = Method.of(parameter.value());
                case "larmor.model" -> model = parameter.value();
                case "larmor.samples" -> samples = Math.toIntExact(number(parameter));
                case "larmor.steps" -> steps = Math.toIntExact(number(parameter));
                case "larmor.seed" -> seed = number(parameter);
                case "larmor.priority" -> priority = Priority.of(parameter.value());
                case "larmor.sufficient_nrmse" -> sufficient = decimal(parameter);
                default -> gating = gating(gating, parameter);
            }
        }
        return new ScanOptions(method, model, samples, steps, seed, sufficient, gating, priority);
    }

    /** Whoever asks for a number of phases and says nothing else is gated by whatever tells the heartbeats. */
    private static GatingSettings startingPoint(ScanHeader header, GatingSettings usual) {
        boolean asked =
                header.userParameters().stream().anyMatch(p -> p.name().equals(GatingSettings.PHASES_PARAMETER));
        return asked && !usual.isOn() ? usual.with(Source.AUTO) : usual;
    }

    private static GatingSettings gating(GatingSettings gating, UserParameter parameter) {
        return switch (parameter.name()) {
            case GatingSettings.SOURCE_PARAMETER -> gating.with(Source.of(parameter.value()));
            case GatingSettings.PHASES_PARAMETER -> gating.withPhases(phases(parameter));
            default -> gating;
        };
    }

    private static int phases(UserParameter parameter) {
        int phases = Math.toIntExact(number(parameter));
        if (phases < 1) {
            throw new IllegalArgumentException(
                    "user parameter " + parameter.name() + " '" + parameter.value() + "' is not a number from 1");
        }
        return phases;
    }

    private static double decimal(UserParameter parameter) {
        String value = parameter.value();
        if (!value.matches("[0-9]{0,6}[.]?[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "user parameter " + parameter.name() + " '" + value + "' is not a number from 0");
        }
        return Double.parseDouble(value);
    }

    private static long number(UserParameter parameter) {
        String value = parameter.value();
        if (!value.matches("-?[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "user parameter " + parameter.name() + " '" + value + "' is not a whole number");
        }
        return Long.parseLong(value);
    }
}
