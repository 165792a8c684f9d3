package org.larmor.models.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.PredictedError;

/**
 * What became of a slice, in units of its k-space.
 *
 * @param mean the picture: the coarse one; or the network's last pass over mirrored pictures from there; or, without that pass,
 *     the mean of the samples' magnitudes with the phase of their mean
 * @param deviation of the picture's error, as it was found: of a coarse picture what the network itself expects; of samples
 *     their spread, and after a pass over mirrored pictures what the network expects added in squares; null where there is neither
 * @param calibratedDeviation the same made true by the model's calibration: nine tenths of the pixels lie within +- 1.645
 * @param calibrated whether the model was calibrated for this stage and method; else the calibrated deviation is the found one
 * @param predictedNrmse error that the picture is expected to have as a whole, a share of the truth, see {@link
 *     PredictedError}; null without a deviation
 * @param evaluations network evaluations spent on this slice, all samples together
 * @param samples posterior samples averaged; 0 for a coarse picture
 * @param steps what was done, in order, and how long it took for all slices of its batch together
 */
public record DiffusionResult(
        ComplexImage mean,
        @Nullable RealImage deviation,
        @Nullable RealImage calibratedDeviation,
        boolean calibrated,
        @Nullable Double predictedNrmse,
        int evaluations,
        int samples,
        List<Provenance.Step> steps) {
    public DiffusionResult {
        steps = List.copyOf(steps);
    }

    /**
     * A result whose calibrated deviation and predicted error follow from its deviation.
     *
     * @param stage of the calibration's rows
     * @param acceleration R: lines of the grid over measured ones
     */
    static DiffusionResult calibrated(
            ComplexImage mean,
            @Nullable RealImage deviation,
            Calibration calibration,
            String stage,
            double acceleration,
            int evaluations,
            int samples,
            List<Provenance.Step> steps) {
        if (deviation == null) {
            return new DiffusionResult(mean, null, null, false, null, evaluations, samples, steps);
        }
        double ratio = calibration.errorRatio(stage, acceleration);
        return new DiffusionResult(
                mean,
                deviation,
                scaled(deviation, calibration.factor(stage, acceleration)),
                calibration.has(stage),
                PredictedError.nrmse(mean.magnitude(), deviation, ratio),
                evaluations,
                samples,
                steps);
    }

    private static RealImage scaled(RealImage image, double factor) {
        float[] data = new float[image.data().length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (factor * image.data()[i]);
        }
        return new RealImage(image.rows(), image.columns(), data);
    }
}
