package org.larmor.models.zoo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.TorchModule;
import org.larmor.models.tensor.TorchRuntime;

/** A Diffusion Deformable Model: its name, what its description says, and the bytes of its two networks, whose digests were checked. */
public final class DeformablePackage implements ZooPackage {
    private static final int SMALLEST = 16;
    private static final int LARGEST = 640;

    private final String name;
    private final DeformableDescription description;
    private final byte[] latent;
    private final byte[] deformation;

    DeformablePackage(String name, DeformableDescription description, byte[] latent, byte[] deformation) {
        this.name = name;
        this.description = description;
        this.latent = latent;
        this.deformation = deformation;
    }

    public DeformableDescription description() {
        return description;
    }

    /**
     * The model for pictures of this size.
     *
     * @param name the wished model, or empty for the first that fits
     */
    public static Choice choose(List<DeformablePackage> models, String name, int slices, int rows, int columns) {
        List<DeformablePackage> candidates = models.stream()
                .filter(each -> name.isEmpty() || each.name().equals(name))
                .toList();
        Optional<DeformablePackage> chosen = candidates.stream()
                .filter(each -> each.unfit(slices, rows, columns).isEmpty())
                .findFirst();
        String none = "there is no deformable model" + (name.isEmpty() ? "" : " named " + name);
        String reason = candidates.isEmpty() ? none : candidates.getFirst().unfit(slices, rows, columns);
        return new Choice(chosen, chosen.isPresent() ? "" : reason);
    }

    /** The chosen model, or none and one line that says why. */
    public record Choice(Optional<DeformablePackage> model, String reason) {}

    /** Why pictures of this size cannot be moved with it: one line; empty if they can. */
    public String unfit(int slices, int rows, int columns) {
        int least = Objects.requireNonNullElse(description.smallest(), SMALLEST);
        int most = Objects.requireNonNullElse(description.largest(), LARGEST);
        if (description.deformable().dimensions() == 3 && slices < 2) {
            return "model " + name + " moves stacks, not a single slice";
        }
        return Math.min(rows, columns) < least || Math.max(rows, columns) > most
                ? "model " + name + " is for sides of " + least + " to " + most + " pixels, not " + rows + " x "
                        + columns
                : "";
    }

    /** Loads G onto the runtime's device. @throws IllegalArgumentException if this libtorch cannot read it */
    public TorchModule openLatent(TorchRuntime runtime) {
        return runtime.load(name + "/" + description.files().latent().file(), latent);
    }

    /** Loads M onto the runtime's device. @throws IllegalArgumentException if this libtorch cannot read it */
    public TorchModule openDeformation(TorchRuntime runtime) {
        return runtime.load(name + "/" + description.files().deformation().file(), deformation);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return description.kind();
    }

    @Override
    public String version() {
        return Objects.requireNonNullElse(description.version(), "");
    }

    @Override
    public String digest() {
        String both = description.files().latent().sha256()
                + description.files().deformation().sha256();
        return PackageReader.sha256(both.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public long networkBytes() {
        return (long) latent.length + deformation.length;
    }

    @Override
    public List<String> anatomy() {
        return Objects.requireNonNullElse(description.anatomy(), List.of());
    }

    @Override
    public @Nullable String licence() {
        return description.licence();
    }

    @Override
    public long parameters() {
        return Objects.requireNonNullElse(description.parameters(), Map.<String, Long>of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public ModelDescription.Training training() {
        DeformableDescription.Training training = description.training();
        return new ModelDescription.Training(training.steps(), training.minutes() / 60, training.data());
    }

    @Override
    public Map<String, Object> validation() {
        return Objects.requireNonNullElse(description.metrics(), Map.of());
    }

    @Override
    public @Nullable Calibration calibration() {
        return description.calibration();
    }

    @Override
    public String toString() {
        return label();
    }
}
