package org.larmor.models.synthesis;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.DeformableDescription;
import org.larmor.models.zoo.DeformableDescription.Deformable;
import org.larmor.models.zoo.DeformableDescription.LatentSampling;
import org.larmor.models.zoo.DeformableDescription.NoiseProcess;
import org.larmor.models.zoo.DeformablePackage;

/**
 * How uncertain a moved picture is said to be: factor^2 (spread^2 + floor^2), the spread being that over samples of the latent.
 *
 * @param samples of the latent; 0 for no deviations
 * @param noise how they are drawn, or null for no deviations
 * @param floor intensities
 * @param factor that makes deviations true, found by {@code larmor calibrate} at gamma = 1, where the true picture is known
 */
record FrameUncertainty(int samples, @Nullable LatentNoise noise, double floor, double factor, long seed) {
    private static final FrameUncertainty NONE = new FrameUncertainty(0, null, 0, 1, 0);

    static FrameUncertainty of(DeformablePackage model, SynthesisSettings settings, Normalisation scale) {
        if (settings.latentSamples() == 0) {
            return NONE;
        }
        Deformable description = model.description().deformable();
        LatentSampling sampling = Objects.requireNonNullElse(description.uncertainty(), LatentSampling.USUAL);
        NoiseProcess process = Objects.requireNonNullElse(description.process(), NoiseProcess.OF_THE_PAPER);
        double factor = Objects.requireNonNullElse(model.calibration(), Calibration.NONE)
                .factor(DeformableDescription.SYNTHESISED, 1);
        return new FrameUncertainty(
                settings.latentSamples(),
                LatentNoise.at(sampling.time(), process),
                sampling.floor() * scale.range(),
                factor,
                settings.seed());
    }
}
