package org.larmor.models.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.motion.DisplacementField;
import org.larmor.models.synthesis.LatentMotion.Code;

/** A picture that moves towards another, and samples of how it might. */
final class MovingPicture {
    private final LatentMotion motion;
    private final RealVolume picture;
    private final Code code;
    private final List<Code> samples;

    private MovingPicture(LatentMotion motion, RealVolume picture, Code code, List<Code> samples) {
        this.motion = motion;
        this.picture = picture;
        this.code = code;
        this.samples = samples;
    }

    static MovingPicture of(LatentMotion motion, RealVolume picture, FrameUncertainty uncertainty) {
        Code code = motion.code();
        List<Code> samples = new ArrayList<>();
        var random = new SplittableRandom(uncertainty.seed());
        while (uncertainty.noise() != null && samples.size() < uncertainty.samples()) {
            samples.add(motion.sampled(uncertainty.noise(), random));
        }
        return new MovingPicture(motion, picture, code, samples);
    }

    RealVolume picture() {
        return picture;
    }

    /** Axes along which it moves: 2 or 3. */
    int dimensions() {
        return motion.dimensions();
    }

    DisplacementField field(double gamma) {
        return motion.field(code, gamma);
    }

    /** Variance over the samples at each pixel; 0 everywhere where there are none. @param moved by the code itself */
    double[] variance(double gamma, RealVolume moved) {
        double[] sum = new double[moved.data().length];
        double[] squares = new double[sum.length];
        for (Code sample : samples) {
            float[] other = motion.field(sample, gamma).moved(picture).data();
            for (int i = 0; i < sum.length; i++) {
                double difference = (double) other[i] - moved.data()[i];
                sum[i] += difference;
                squares[i] += difference * difference;
            }
        }
        int n = samples.size();
        for (int i = 0; i < sum.length && n > 1; i++) {
            squares[i] = Math.max(0, (squares[i] - sum[i] * sum[i] / n) / (n - 1));
        }
        return squares;
    }

    int latentEvaluations() {
        return motion.elements() * (1 + samples.size());
    }

    int deformationEvaluations() {
        return motion.deformations();
    }
}
