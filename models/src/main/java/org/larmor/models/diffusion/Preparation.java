package org.larmor.models.diffusion;

import java.util.Arrays;
import java.util.List;
import org.larmor.core.domain.ComplexImage;
import org.larmor.models.tensor.DeviceConjugateGradient;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Pictures;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;
import org.larmor.models.zoo.Recipe;

/** Brings a slice into the units and the phase that the network was trained in. */
final class Preparation {
    private static final double SENSE_PRIOR_SD = 0.3;
    private static final int SENSE_ITERATIONS = 12;
    private static final double PEAK = 0.99;
    private static final int NOISE_BOX = 9;

    private final Workspace workspace;
    private final Recipe recipe;
    private final long seed;

    /** @param seed of the noise from which the noise of the CG-SENSE picture is estimated */
    Preparation(Workspace workspace, Recipe recipe, long seed) {
        this.workspace = workspace;
        this.recipe = recipe;
        this.seed = seed;
    }

    DeviceSlice prepared(PreparedSlice slice) {
        try (Scope scope = Scope.open()) {
            var mask = slice.kspace().mask();
            var bare = DeviceEncodingOperator.of(workspace, List.of(mask), List.of(slice.maps()));
            Tensor zeroFilled = bare.adjoint(Pictures.kspaces(workspace, List.of(slice.kspace())));
            double complexNoise = Math.sqrt(2) * slice.noiseLevel();
            double factor = factor(bare, zeroFilled, complexNoise);
            double noise = complexNoise / factor;
            Tensor scaled = zeroFilled.times(1 / factor);
            Tensor picture = sense(bare, scaled, noise);
            Tensor phasor = SmoothPhase.of(workspace, picture, CentralLines.width(mask));
            DeviceEncodingOperator encoding = bare.turnedBy(phasor);
            Tensor adjoint = scaled.times(phasor.conj());
            Tensor sense = picture.times(phasor.conj());
            Tensor senseNoise = senseNoise(encoding, noise);
            ComplexImage warm = slice.warmStart();
            Tensor anchor = warm == null
                    ? sense
                    : consistent(
                            encoding, adjoint, images(warm).times(phasor.conj()).times(1 / factor), noise);
            return new DeviceSlice(
                            encoding,
                            adjoint,
                            sense,
                            senseNoise,
                            phasor,
                            anchor,
                            factor,
                            noise,
                            CentralLines.logAcceleration(mask))
                    .kept(scope);
        }
    }

    /** The scale that makes the 99th percentile of the CG-SENSE magnitude 1. */
    private double factor(DeviceEncodingOperator encoding, Tensor zeroFilled, double complexNoise) {
        double first = peak(zeroFilled);
        return first * peak(sense(encoding, zeroFilled.times(1 / first), complexNoise / first));
    }

    private Tensor sense(DeviceEncodingOperator encoding, Tensor adjoint, double noise) {
        double[] weight = {DataConsistency.weight(noise, SENSE_PRIOR_SD)};
        return new DeviceConjugateGradient(encoding, workspace.perElement(weight, 3))
                .solve(adjoint, adjoint.times(0), SENSE_ITERATIONS);
    }

    private Tensor consistent(DeviceEncodingOperator encoding, Tensor adjoint, Tensor warmStart, double noise) {
        return new DataConsistency(workspace, encoding, adjoint, new double[] {noise}, recipe.iterations())
                .applied(warmStart, new double[] {recipe.priorSd(0)});
    }

    /**
     * Standard deviation of the noise in the CG-SENSE picture: one pseudo replica (Robson et al., MRM 60:895, 2008), its
     * power smoothed.
     */
    private Tensor senseNoise(DeviceEncodingOperator encoding, double noise) {
        float[] values = new float[Math.toIntExact(2L * encoding.coils() * encoding.rows() * encoding.columns())];
        GaussianNoise.fill(values, 0, values.length, GaussianNoise.seed(seed, -1));
        Tensor replica = workspace
                .complex(values, 1, encoding.coils(), encoding.rows(), encoding.columns())
                .times(noise / Math.sqrt(2));
        Tensor power = sense(encoding, encoding.adjoint(replica), noise).power().with(1);
        return power.boxMean(NOISE_BOX).boxMean(NOISE_BOX).without(1).sqrt();
    }

    private Tensor images(ComplexImage image) {
        return Pictures.images(workspace, List.of(image));
    }

    /** The 99th percentile of the magnitude, between order statistics linearly. */
    private static double peak(Tensor image) {
        float[] sorted = image.magnitude().toFloats();
        Arrays.sort(sorted);
        double at = PEAK * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        double peak = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        if (!(peak > 0)) {
            throw new IllegalArgumentException("the k-space holds no signal");
        }
        return peak;
    }
}
