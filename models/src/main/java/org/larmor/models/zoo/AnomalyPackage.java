package org.larmor.models.zoo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.larmor.models.tensor.TorchModule;
import org.larmor.models.tensor.TorchRuntime;

/** A pair for anomaly maps: its name, what its description says, and the bytes of its two networks, whose digests were checked. */
public final class AnomalyPackage implements ZooPackage {
    private final String name;
    private final AnomalyDescription description;
    private final byte[] denoiser;
    private final byte[] guidance;

    AnomalyPackage(String name, AnomalyDescription description, byte[] denoiser, byte[] guidance) {
        this.name = name;
        this.description = description;
        this.denoiser = denoiser;
        this.guidance = guidance;
    }

    public AnomalyDescription description() {
        return description;
    }

    /**
     * The model for pictures of this anatomy.
     *
     * @param name the wished model, or empty for the first that fits
     * @param anatomy as the scan's header tells it, or empty
     */
    public static Choice choose(List<AnomalyPackage> models, String name, String anatomy) {
        List<AnomalyPackage> candidates = models.stream()
                .filter(each -> name.isEmpty() || each.name().equals(name))
                .toList();
        Optional<AnomalyPackage> chosen = candidates.stream()
                .filter(each -> each.unfit(anatomy).isEmpty())
                .findFirst();
        String none = "there is no model for anomaly maps" + (name.isEmpty() ? "" : " named " + name);
        String reason = candidates.isEmpty() ? none : candidates.getFirst().unfit(anatomy);
        return new Choice(chosen, chosen.isPresent() ? "" : reason);
    }

    /** The chosen model, or none and one line that says why. */
    public record Choice(Optional<AnomalyPackage> model, String reason) {}

    /** Why pictures of this anatomy cannot be judged with it: one line; empty if they can, or if nobody told what they show. */
    public String unfit(String anatomy) {
        return anatomy().isEmpty() || anatomy.isEmpty() || anatomy().contains(anatomy)
                ? ""
                : "model " + name + " is for " + String.join(", ", anatomy()) + ", not " + anatomy;
    }

    /** Loads the denoiser onto the runtime's device. @throws IllegalArgumentException if this libtorch cannot read it */
    public TorchModule openDenoiser(TorchRuntime runtime) {
        return runtime.load(name + "/" + description.files().denoiser().file(), denoiser);
    }

    /** Loads the classifier with its gradient onto the runtime's device. @throws IllegalArgumentException if this libtorch cannot read it */
    public TorchModule openGuidance(TorchRuntime runtime) {
        return runtime.load(name + "/" + description.files().guidance().file(), guidance);
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
        String both = description.files().denoiser().sha256()
                + description.files().guidance().sha256();
        return PackageReader.sha256(both.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public long networkBytes() {
        return (long) denoiser.length + guidance.length;
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
        return description.training();
    }

    @Override
    public Map<String, Object> validation() {
        return Objects.requireNonNullElse(description.metrics(), Map.of());
    }

    @Override
    public @Nullable Calibration calibration() {
        return null;
    }

    @Override
    public String toString() {
        return label();
    }
}
