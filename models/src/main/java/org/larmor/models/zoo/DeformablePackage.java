package org.larmor.models.zoo;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Diffusion Deformable Model: G, whose answer is the latent code, and M, which makes a displacement field of it. */
public final class DeformablePackage extends NetworkPair<DeformableDescription> {
    private static final int SMALLEST = 16;
    private static final int LARGEST = 640;

    DeformablePackage(String name, DeformableDescription description, byte[] latent, byte[] deformation) {
        super(name, description, latent, deformation);
    }

    /**
     * The model for pictures of this size.
     *
     * @param name the wished model, or empty for the first that fits
     */
    public static Choice<DeformablePackage> choose(
            List<DeformablePackage> models, String name, int slices, int rows, int columns) {
        return Choice.first(models, name, "deformable model", each -> each.unfit(slices, rows, columns));
    }

    /** Why pictures of this size cannot be moved with it: one line; empty if they can. */
    public String unfit(int slices, int rows, int columns) {
        int least = Objects.requireNonNullElse(description().smallest(), SMALLEST);
        int most = Objects.requireNonNullElse(description().largest(), LARGEST);
        if (description().deformable().dimensions() == 3 && slices < 2) {
            return "model " + name() + " moves stacks, not a single slice";
        }
        return Math.min(rows, columns) < least || Math.max(rows, columns) > most
                ? "model " + name() + " is for sides of " + least + " to " + most + " pixels, not " + rows + " x "
                        + columns
                : "";
    }

    @Override
    public ModelDescription.Training training() {
        DeformableDescription.Training training = description().training();
        return new ModelDescription.Training(training.steps(), training.minutes() / 60, training.data());
    }

    @Override
    public @Nullable Calibration calibration() {
        return description().calibration();
    }
}
