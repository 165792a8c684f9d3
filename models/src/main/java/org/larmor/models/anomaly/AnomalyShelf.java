package org.larmor.models.anomaly;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.larmor.models.zoo.AnomalyPackage;
import org.larmor.models.zoo.Choice;
import org.larmor.models.zoo.LoadedModels;
import org.larmor.models.zoo.LoadedModels.Lease;
import org.larmor.models.zoo.ZooWatch;

/**
 * The models for anomaly maps that are on the device, see {@link LoadedModels}.
 *
 * <p>{@link #refresh} is for one thread; the rest may be called from any.
 */
public final class AnomalyShelf implements AutoCloseable {
    private final LoadedModels<AnomalyPackage, AnomalyFinder> models;

    /** @param opener loads a model onto the device, or throws with the reason and leaves nothing there */
    public AnomalyShelf(ZooWatch<AnomalyPackage> watch, Function<AnomalyPackage, AnomalyFinder> opener) {
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
     * The newest model for pictures of this anatomy.
     *
     * @param name the wished model, or empty for the first that fits
     * @param anatomy as the scan's header tells it, or empty
     */
    public Choice<AnomalyPackage> choose(String name, String anatomy) {
        return AnomalyPackage.choose(models.models(), name, anatomy).because(models.fault());
    }

    /** The model with this digest, whether it is still the newest or not; nothing once it has been freed. */
    public Optional<Lease<AnomalyFinder>> lease(String digest) {
        return models.lease(digest);
    }

    /** Frees all. */
    @Override
    public void close() {
        models.close();
    }
}
