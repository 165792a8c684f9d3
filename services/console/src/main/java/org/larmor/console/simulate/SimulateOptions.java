package org.larmor.console.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.CardiacSettings;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;

/**
 * What a person asks of {@code larmor simulate}; whatever is null is as the anatomy's own settings have it.
 *
 * @param anatomy shepp-logan, brain, heart or knee
 * @param scanId the scan's name, or null for one made of anatomy and seed
 * @param matrix rows and columns of the picture
 * @param mask full, uniform, random, variable-density, kt-uniform, kt-random or partial-fourier
 * @param order linear, centre-out or shuffled
 * @param noise standard deviation of the noise, where white tissue is about 1
 * @param noiseScan whether noise readouts come first
 * @param heart how a heart beats and is measured
 */
public record SimulateOptions(
        String anatomy,
        @Nullable String scanId,
        @Nullable Integer matrix,
        @Nullable Integer slices,
        @Nullable Integer phases,
        @Nullable Integer coils,
        @Nullable Integer oversampling,
        @Nullable String mask,
        @Nullable Double acceleration,
        @Nullable Integer acs,
        @Nullable String order,
        @Nullable Double noise,
        boolean noiseScan,
        @Nullable Double repetitionTimeMillis,
        long seed,
        HeartOptions heart) {
    /** With a heart as it usually is. */
    public SimulateOptions(
            String anatomy,
            @Nullable String scanId,
            @Nullable Integer matrix,
            @Nullable Integer slices,
            @Nullable Integer phases,
            @Nullable Integer coils,
            @Nullable Integer oversampling,
            @Nullable String mask,
            @Nullable Double acceleration,
            @Nullable Integer acs,
            @Nullable String order,
            @Nullable Double noise,
            boolean noiseScan,
            @Nullable Double repetitionTimeMillis,
            long seed) {
        this(
                anatomy,
                scanId,
                matrix,
                slices,
                phases,
                coils,
                oversampling,
                mask,
                acceleration,
                acs,
                order,
                noise,
                noiseScan,
                repetitionTimeMillis,
                seed,
                HeartOptions.USUAL);
    }

    /** The anatomy's own settings, with a noise scan. */
    public static SimulateOptions of(String anatomy, long seed) {
        return new SimulateOptions(
                anatomy, null, null, null, null, null, null, null, null, null, null, null, true, null, seed);
    }

    /** @throws ConsoleException if a name is not known or a number is out of range */
    public SimulatedScan scan() {
        try {
            return new SimulatedScan(settings());
        } catch (IllegalArgumentException e) {
            throw new ConsoleException("cannot simulate this scan: " + e.getMessage(), e);
        }
    }

    private SimulationSettings settings() {
        SimulationSettings base = base();
        Integer side = matrix;
        return new SimulationSettings(
                base.scanId(),
                base.anatomy(),
                or(side, base.rows()),
                or(side, base.columns()),
                or(slices, base.slices()),
                or(phases, base.phases()),
                or(coils, base.coils()),
                or(oversampling, base.oversampling()),
                mask == null ? base.mask() : name(MaskKind.class, mask),
                or(acceleration, base.acceleration()),
                or(acs, Math.min(base.acs(), or(side, base.rows()))),
                order == null ? base.order() : name(AcquisitionOrder.class, order),
                or(noise, base.noise()),
                noiseScan ? base.noiseReadouts() : 0,
                or(repetitionTimeMillis, base.repetitionTimeMillis()),
                base.fieldOfViewMm(),
                cardiac(),
                seed);
    }

    private CardiacSettings cardiac() {
        if (!heart.equals(HeartOptions.USUAL) && !anatomy.equals("heart")) {
            throw new ConsoleException("the anatomy '" + anatomy + "' does not beat; only the heart does");
        }
        return heart.settings();
    }

    private SimulationSettings base() {
        String id = scanId == null ? anatomy + "-" + seed : scanId;
        return switch (anatomy) {
            case "shepp-logan" -> SimulationSettings.sheppLogan(id, seed);
            case "brain" -> SimulationSettings.brain(id, seed);
            case "heart" -> SimulationSettings.heart(id, seed);
            case "knee" -> SimulationSettings.knee(id, seed);
            default ->
                throw new ConsoleException("anatomy '" + anatomy + "' is not one of shepp-logan, brain, heart, knee");
        };
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    static <E extends Enum<E>> E name(Class<E> type, String name) {
        List<String> known = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            String label = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (label.equals(name)) {
                return value;
            }
            known.add(label);
        }
        throw new ConsoleException("'" + name + "' is not one of " + String.join(", ", known));
    }
}
