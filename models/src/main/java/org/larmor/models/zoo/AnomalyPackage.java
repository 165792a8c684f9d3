package org.larmor.models.zoo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pair for anomaly maps: the denoiser, and the noisy classifier with its gradient. */
public final class AnomalyPackage extends NetworkPair<AnomalyDescription> {
    AnomalyPackage(String name, AnomalyDescription description, byte[] denoiser, byte[] guidance) {
        super(name, description, denoiser, guidance);
    }

    /**
     * The model for pictures of this anatomy.
     *
     * @param name the wished model, or empty for the first that fits
     * @param anatomy as the scan's header tells it, or empty
     */
    public static Choice<AnomalyPackage> choose(List<AnomalyPackage> models, String name, String anatomy) {
        return Choice.first(models, name, "model for anomaly maps", each -> each.unfit(anatomy));
    }

    /** Why pictures of this anatomy cannot be judged with it: one line; empty if they can, or if nobody told what they show. */
    public String unfit(String anatomy) {
        return anatomy().isEmpty() || anatomy.isEmpty() || anatomy().contains(anatomy)
                ? ""
                : "model " + name() + " is for " + String.join(", ", anatomy()) + ", not " + anatomy;
    }

    @Override
    public ModelDescription.Training training() {
        return description().training();
    }

    @Override
    public @Nullable Calibration calibration() {
        return null;
    }
}
