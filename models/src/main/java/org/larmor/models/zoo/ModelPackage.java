package org.larmor.models.zoo;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.larmor.models.network.KnownChannel;
import org.larmor.models.network.SignatureCheck;
import org.larmor.models.network.TorchDenoiser;
import org.larmor.models.tensor.TorchModule;
import org.larmor.models.tensor.TorchRuntime;

/** One model: its name, what its description says, and the bytes of its network, whose digest was checked. */
public final class ModelPackage implements ZooPackage {
    private static final int SMALLEST = 64;
    private static final int LARGEST = 640;

    private final String name;
    private final ModelDescription description;
    private final List<KnownChannel> known;
    private final byte[] network;

    /** @throws IllegalArgumentException if this version cannot use the network */
    ModelPackage(String name, ModelDescription description, byte[] network) {
        if (!description.kind().equals(ModelDescription.CONDITIONAL_RESIDUAL)) {
            throw new IllegalArgumentException(
                    "model " + name + " is of the kind '" + description.kind() + "', which this version does not know");
        }
        this.name = name;
        this.description = description;
        this.known = description.known().stream().map(KnownChannel::of).toList();
        this.network = network;
    }

    @Override
    public String name() {
        return name;
    }

    public ModelDescription description() {
        return description;
    }

    /** The version, or empty where the package states none. */
    @Override
    public String version() {
        String version = description.version();
        return version == null ? "" : version;
    }

    /** sha256 of the network, hexadecimal. */
    @Override
    public String digest() {
        return description.sha256();
    }

    /** Size of the network's file. */
    @Override
    public long networkBytes() {
        return network.length;
    }

    @Override
    public String kind() {
        return description.kind();
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
        return description.parameters();
    }

    @Override
    public ModelDescription.Training training() {
        return description.training();
    }

    @Override
    public Map<String, Object> validation() {
        return Objects.requireNonNullElse(description.validation(), Map.of());
    }

    @Override
    public @Nullable Calibration calibration() {
        return description.calibration();
    }

    /** Channels of the network's {@code known} input, in order. */
    public List<KnownChannel> known() {
        return known;
    }

    /** Whether pictures of this size and anatomy may be reconstructed with it; an empty anatomy is one not told. */
    public Fit fits(int rows, int columns, String anatomy) {
        int least = description.smallest() == null ? SMALLEST : description.smallest();
        int most = description.largest() == null ? LARGEST : description.largest();
        if (Math.min(rows, columns) < least || Math.max(rows, columns) > most) {
            return new Fit(
                    false,
                    "model " + name + " is for sides of " + least + " to " + most + " pixels, not " + rows + " x "
                            + columns);
        }
        List<String> trained = description.anatomy() == null ? List.of() : description.anatomy();
        if (!anatomy.isEmpty() && !trained.isEmpty() && !trained.contains(anatomy)) {
            return new Fit(false, "model " + name + " is for " + String.join(", ", trained) + ", not " + anatomy);
        }
        return new Fit(true, "");
    }

    /**
     * Loads the network onto the runtime's device and asks it once.
     *
     * @throws IllegalArgumentException if this libtorch cannot read it, or if it has another signature; one line
     */
    public TorchDenoiser open(TorchRuntime runtime) {
        TorchModule module = runtime.load(name, network);
        try {
            require(runtime, new SignatureCheck(module, known.size(), description.sizeMultiple()));
            return new TorchDenoiser(module, description.sizeMultiple());
        } catch (RuntimeException e) {
            runtime.onDevice(workspace -> {
                module.close();
                return true;
            });
            throw e;
        }
    }

    private void require(TorchRuntime runtime, SignatureCheck check) {
        double silent = description.sigma().max();
        boolean statesItsError = runtime.onDevice(workspace -> check.statesItsError(workspace, silent));
        if (!statesItsError && description.recipe().priorSd() == null) {
            throw new IllegalArgumentException("model " + name
                    + ": the network does not state its own error, and its recipe has no prior_sd that does");
        }
    }

    @Override
    public String toString() {
        return label();
    }

    /** Whether a model fits, and one line that says why not. */
    public record Fit(boolean fits, String reason) {}
}
