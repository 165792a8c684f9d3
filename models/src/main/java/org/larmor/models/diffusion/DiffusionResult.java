package org.larmor.models.diffusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;

/**
 * What became of a slice, in units of its k-space.
 *
 * @param mean the picture: the coarse one; or the network's last pass from the mean of the samples; or, without that pass, the
 *     mean of the samples' magnitudes with the phase of their mean
 * @param deviation of the picture's error, as it was found: of a coarse picture what the network itself expects; of samples
 *     their spread, and after a pass from their mean what the network expects added in squares; null where there is neither
 * @param calibratedDeviation the same made true by the model's uncertainty factor
 * @param predictedNrmse expected ||picture - truth|| / ||truth||; null without a deviation
 * @param evaluations network evaluations spent on this slice, all samples together
 * @param samples posterior samples averaged; 0 for a coarse picture
 * @param steps what was done, in order, and how long it took for all slices of its batch together
 */
public record DiffusionResult(
        ComplexImage mean,
        @Nullable RealImage deviation,
        @Nullable RealImage calibratedDeviation,
        @Nullable Double predictedNrmse,
        int evaluations,
        int samples,
        List<Provenance.Step> steps) {
    public DiffusionResult {
        steps = List.copyOf(steps);
    }

    /** A result whose calibrated deviation and predicted error follow from its deviation. */
    static DiffusionResult calibrated(
            ComplexImage mean,
            @Nullable RealImage deviation,
            double factor,
            int evaluations,
            int samples,
            List<Provenance.Step> steps) {
        if (deviation == null) {
            return new DiffusionResult(mean, null, null, null, evaluations, samples, steps);
        }
        double predicted = norm(deviation) / norm(mean.magnitude());
        return new DiffusionResult(mean, deviation, scaled(deviation, factor), predicted, evaluations, samples, steps);
    }

    private static RealImage scaled(RealImage image, double factor) {
        float[] data = new float[image.data().length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (factor * image.data()[i]);
        }
        return new RealImage(image.rows(), image.columns(), data);
    }

    private static double norm(RealImage image) {
        double sum = 0;
        for (float value : image.data()) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
