package org.larmor.models.diffusion;

import java.util.Arrays;
import java.util.List;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.models.network.Estimate;
import org.larmor.models.tensor.DeviceConjugateGradient;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Pictures;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;
import org.larmor.models.zoo.Conditions;
import org.larmor.models.zoo.Recipe;

/** Brings a slice into the units and the phase that the network was trained in. */
final class Preparation {
    private final Workspace workspace;
    private final Recipe recipe;
    private final Conditions conditions;
    private final long seed;

    /** @param seed of the noise from which the noise of the CG-SENSE picture is estimated */
    Preparation(Workspace workspace, Recipe recipe, long seed) {
        this.workspace = workspace;
        this.recipe = recipe;
        this.conditions = recipe.conditions();
        this.seed = seed;
    }

    DeviceSlice prepared(PreparedSlice slice) {
        try (Scope scope = Scope.open()) {
            SamplingMask mask = slice.kspace().mask();
            var bare = DeviceEncodingOperator.of(workspace, List.of(mask), List.of(slice.maps()));
            Tensor zeroFilled = bare.adjoint(Pictures.kspaces(workspace, List.of(slice.kspace())));
            double complexNoise = Math.sqrt(2) * slice.noiseLevel();
            double factor = factor(bare, zeroFilled, complexNoise);
            double noise = complexNoise / factor;
            Tensor scaled = zeroFilled.times(1 / factor);
            Tensor picture = sense(bare, scaled, noise);
            Tensor phasor = SmoothPhase.of(workspace, picture, phaseLines(mask));
            DeviceEncodingOperator encoding = bare.turnedBy(phasor);
            Tensor adjoint = scaled.times(phasor.conj());
            Tensor sense = picture.times(phasor.conj());
            Tensor senseNoise = senseNoise(encoding, noise);
            WarmStart warm = slice.warmStart();
            Tensor anchor = warm == null ? sense : warmed(warm, encoding, adjoint, phasor, factor, noise);
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

    private int phaseLines(SamplingMask mask) {
        int lines = Math.max(CentralLines.width(mask), conditions.phaseLinesMin());
        return Math.min(lines, conditions.phaseLinesMax());
    }

    /** The scale that makes the percentile of the CG-SENSE magnitude 1. */
    private double factor(DeviceEncodingOperator encoding, Tensor zeroFilled, double complexNoise) {
        double first = peak(zeroFilled);
        return first * peak(sense(encoding, zeroFilled.times(1 / first), complexNoise / first));
    }

    private Tensor sense(DeviceEncodingOperator encoding, Tensor adjoint, double noise) {
        double[] weight = {Math.pow(noise / conditions.sensePriorSd(), 2) + conditions.weightFloor()};
        return new DeviceConjugateGradient(encoding, workspace.perElement(weight, 3))
                .solve(adjoint, adjoint.times(0), conditions.senseIterations());
    }

    /** The warm start; one of earlier data made consistent with all that are there now, as far as it is uncertain. */
    private Tensor warmed(
            WarmStart warm,
            DeviceEncodingOperator encoding,
            Tensor adjoint,
            Tensor phasor,
            double factor,
            double noise) {
        Tensor picture = Pictures.images(workspace, List.of(warm.picture()))
                .times(phasor.conj())
                .times(1 / factor);
        if (warm.sameData()) {
            return picture;
        }
        RealImage stated = warm.deviation();
        Tensor deviation = workspace
                .real(stated.data(), 1, stated.rows(), stated.columns())
                .times(1 / factor);
        return new DataConsistency(
                        workspace, encoding, adjoint, new double[] {noise}, recipe.conditions(), recipe.iterations())
                .applied(new Estimate(picture, deviation))
                .picture();
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
        return power.boxMean(conditions.noiseBox())
                .boxMean(conditions.noiseBox())
                .without(1)
                .sqrt();
    }

    /** The percentile of the magnitude that becomes 1, between order statistics linearly. */
    private double peak(Tensor image) {
        float[] sorted = image.magnitude().toFloats();
        Arrays.sort(sorted);
        double at = conditions.scalePercentile() / 100 * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        double peak = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        if (!(peak > 0)) {
            throw new IllegalArgumentException("the k-space holds no signal");
        }
        return peak;
    }
}
