package org.larmor.core.assembly;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.larmor.core.coils.NoiseWhitening;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanHeader;

/**
 * The noise readouts of a scan, and the whitening that they give, in whatever order they come. Keeps a bounded number, the first
 * by their sequence; more would tell no more.
 */
final class NoiseScan {
    private static final int ENOUGH_SAMPLES = 1 << 16;

    private final double bandwidthRatio;
    private final NavigableMap<Long, Readout> readouts = new TreeMap<>();
    private int samples;
    private boolean current = true;
    private @Nullable LineTransform whitening;
    private String remark = "";

    NoiseScan(ScanHeader header) {
        double dwell = parameter(header, KSpaceAssembler.NOISE_DWELL_TIME_MICROS, header.sampleTimeMicros());
        double relative = parameter(header, KSpaceAssembler.RELATIVE_NOISE_BANDWIDTH, 1);
        double ratio = dwell / (header.sampleTimeMicros() * relative);
        this.bandwidthRatio = ratio > 0 && Double.isFinite(ratio) ? ratio : 1;
    }

    private static double parameter(ScanHeader header, String name, double otherwise) {
        for (ScanHeader.UserParameter parameter : header.userParameters()) {
            if (parameter.name().equals(name)) {
                try {
                    return Double.parseDouble(parameter.value());
                } catch (NumberFormatException e) {
                    return otherwise;
                }
            }
        }
        return otherwise;
    }

    void add(Readout readout) {
        readouts.put(readout.sequence(), readout);
        samples += readout.window().count();
        current = false;
        while (samples - last() >= ENOUGH_SAMPLES) {
            samples -= last();
            readouts.pollLastEntry();
        }
    }

    private int last() {
        return readouts.lastEntry().getValue().window().count();
    }

    /** What whitens a line, from all noise readouts so far; null where there are none, or none of use. */
    @Nullable
    LineTransform whitening() {
        if (!current) {
            current = true;
            compute();
        }
        return whitening;
    }

    /** Why there are noise readouts but no whitening, or empty; as of the last {@link #whitening}. */
    String remark() {
        return remark;
    }

    private void compute() {
        try {
            NoiseWhitening noise = NoiseWhitening.from(List.copyOf(readouts.values()), bandwidthRatio);
            whitening = line -> System.arraycopy(noise.apply(line), 0, line, 0, line.length);
            remark = "";
        } catch (IllegalArgumentException e) {
            whitening = null;
            remark = "noise not whitened: " + e.getMessage();
        }
    }
}
