package org.larmor.models.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.larmor.models.tensor.Tensor;

/** One channel of what a network is told; the model package lists those that its network takes, in order. */
public enum KnownChannel {
    /** The estimate that the residual is taken from. */
    ANCHOR_RE,
    ANCHOR_IM,
    /** The CG-SENSE picture. */
    SENSE_RE,
    SENSE_IM,
    /** The package's noise gain times the standard deviation of the complex noise in the CG-SENSE picture. */
    SENSE_NOISE,
    /** The noise gain times the standard deviation of the complex noise of a fully sampled picture. */
    NOISE,
    /** ln(lines of the grid / measured lines). */
    LOG_ACCELERATION,
    /** 1: there is a condition. */
    CONDITIONED;

    /** The name in {@code model.yaml}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such channel */
    public static KnownChannel of(String label) {
        for (KnownChannel channel : values()) {
            if (channel.label().equals(label)) {
                return channel;
            }
        }
        String there = Arrays.stream(values()).map(KnownChannel::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("a network cannot be told '" + label + "', only " + there);
    }

    /** The network's {@code known} input, real (batch, channels, rows, columns). */
    public static Tensor stacked(List<KnownChannel> channels, Knowledge knowledge, Tensor anchor) {
        List<Tensor> planes = new ArrayList<>();
        for (KnownChannel channel : channels) {
            planes.add(channel.plane(knowledge, anchor));
        }
        return Tensor.joined(1, planes);
    }

    private Tensor plane(Knowledge knowledge, Tensor anchor) {
        return switch (this) {
            case ANCHOR_RE -> Planes.real(anchor);
            case ANCHOR_IM -> Planes.imaginary(anchor);
            case SENSE_RE -> Planes.real(knowledge.sense());
            case SENSE_IM -> Planes.imaginary(knowledge.sense());
            case SENSE_NOISE ->
                knowledge.senseNoise().times(knowledge.noiseGain()).with(1);
            case NOISE -> Planes.filled(knowledge.noise().times(knowledge.noiseGain()), anchor);
            case LOG_ACCELERATION -> Planes.filled(knowledge.logAcceleration(), anchor);
            case CONDITIONED -> Planes.filled(knowledge.noise().times(0).plus(1), anchor);
        };
    }
}
