package org.larmor.core.cine;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.SmallScan;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.Masks;

/** A small scan in which a disc grows and shrinks once in all frames, for tests. */
final class BeatingScan {
    private final SmallScan still;
    private final List<ComplexImage> truth = new ArrayList<>();

    BeatingScan(int coils, int rows, int columns, int frames, double beat) {
        still = new SmallScan(coils, rows, columns);
        for (int t = 0; t < frames; t++) {
            float[] data = still.truth().data().clone();
            double radius = 0.25 + 0.1 * beat * Math.cos(2 * Math.PI * t / frames);
            for (int i = 0; i < rows * columns; i++) {
                double y = 2.0 * (i / columns) / rows - 1;
                double x = 2.0 * (i % columns) / columns - 1;
                if (Math.hypot(y, x) < radius) {
                    data[2 * i] *= 1.5f;
                    data[2 * i + 1] *= 1.5f;
                }
            }
            truth.add(new ComplexImage(rows, columns, data));
        }
    }

    List<ComplexImage> truth() {
        return truth;
    }

    CoilMaps maps() {
        return still.maps();
    }

    SamplingMask lines(MaskKind kind, double acceleration, int acs, int frame, long seed) {
        boolean[] lines = Masks.lines(kind, maps().rows(), acceleration, acs, frame, seed);
        return SamplingMask.ofLines(lines, maps().columns());
    }

    /** Lines that differ from frame to frame, with white noise of this deviation in each part of a sample. */
    List<KSpace> measured(MaskKind kind, double acceleration, int acs, double noise, long seed) {
        var random = new java.util.Random(seed);
        List<KSpace> frames = new ArrayList<>();
        for (int t = 0; t < truth.size(); t++) {
            SamplingMask mask = lines(kind, acceleration, acs, t, seed);
            KSpace frame = new EncodingOperator(mask, maps()).forward(truth.get(t));
            for (int i = 0; i < frame.data().length; i++) {
                byte sampled = mask.data()[i / 2 % mask.data().length];
                frame.data()[i] += (float) (noise * sampled * random.nextGaussian());
            }
            frames.add(frame);
        }
        return frames;
    }
}
