package org.larmor.models.synthesis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.larmor.models.zoo.Choice;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.LoadedModels;
import org.larmor.models.zoo.LoadedModels.Lease;
import org.larmor.models.zoo.ZooWatch;

/**
 * The deformable models that are on the device, see {@link LoadedModels}.
 *
 * <p>{@link #refresh} is for one thread; the rest may be called from any.
 */
public final class SynthesizerShelf implements AutoCloseable {
    private final LoadedModels<DeformablePackage, FrameSynthesizer> models;

    /** @param opener loads a model onto the device, or throws with the reason and leaves nothing there */
    public SynthesizerShelf(ZooWatch<DeformablePackage> watch, Function<DeformablePackage, FrameSynthesizer> opener) {
        this.models = new LoadedModels<>(watch, opener);
    }

    /**
     * Takes what is new in the folder, and frees what is not used any more.
     *
     * @return one line for each package that was taken, left out or is gone
     */
    public List<String> refresh() {
        return models.refresh();
    }

    /**
     * The newest model for pictures of this size.
     *
     * @param name the wished model, or empty for the first that fits
     */
    public Choice<DeformablePackage> choose(String name, int slices, int rows, int columns) {
        return DeformablePackage.choose(models.models(), name, slices, rows, columns)
                .because(models.fault());
    }

    /** The model with this digest, whether it is still the newest or not; nothing once it has been freed. */
    public Optional<Lease<FrameSynthesizer>> lease(String digest) {
        return models.lease(digest);
    }

    /** Frees all. */
    @Override
    public void close() {
        models.close();
    }
}
