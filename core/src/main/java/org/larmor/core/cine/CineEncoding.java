package org.larmor.core.cine;

import java.util.List;
import java.util.stream.IntStream;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.KSpace;

/**
 * What a scanner measures of a cine: one encoding operator a frame, which differ in their masks. Pictures are one array a
 * frame, interleaved. The workers share the frames; one caller at a time.
 */
final class CineEncoding {
    private final List<KSpace> frames;
    private final EncodingOperator[] workers;

    CineEncoding(List<KSpace> frames, CoilMaps maps, int threads) {
        KSpace first = FrameSize.common(frames);
        this.frames = List.copyOf(frames);
        this.workers = IntStream.range(0, Math.clamp(threads, 1, frames.size()))
                .mapToObj(i -> new EncodingOperator(first.mask(), maps))
                .toArray(EncodingOperator[]::new);
    }

    int frames() {
        return frames.size();
    }

    /** Interleaved length of a picture. */
    int length() {
        return 2 * workers[0].inputs();
    }

    /** A^H y of each frame, in new arrays. */
    float[][] adjoint() {
        float[][] out = new float[frames.size()][length()];
        eachFrame((operator, t) -> operator.adjoint(frames.get(t).data(), out[t]));
        return out;
    }

    /** Writes A^H A of each frame of {@code in} into {@code out}. */
    void normal(float[][] in, float[][] out) {
        eachFrame((operator, t) -> operator.normal(in[t], out[t]));
    }

    /** |y|^2 of the measured samples. */
    double dataPower() {
        double power = 0;
        for (KSpace frame : frames) {
            byte[] sampled = frame.mask().data();
            for (int i = 0; i < frame.data().length; i++) {
                power += sampled[i / 2 % sampled.length] * (double) frame.data()[i] * frame.data()[i];
            }
        }
        return power;
    }

    private interface FrameStep {
        void on(EncodingOperator operator, int frame);
    }

    private void eachFrame(FrameStep step) {
        IntStream range = IntStream.range(0, workers.length);
        (workers.length > 1 ? range.parallel() : range).forEach(worker -> {
            for (int t = worker; t < frames.size(); t += workers.length) {
                step.on(workers[worker].measuring(frames.get(t).mask()), t);
            }
        });
    }
}
