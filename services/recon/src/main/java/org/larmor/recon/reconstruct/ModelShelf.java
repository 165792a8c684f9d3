package org.larmor.recon.reconstruct;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ZooWatch;
import org.larmor.models.zoo.ZooWatch.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that are on the device. A new version takes the place of the old one for the scans that begin after it was loaded and
 * evaluated; a scan keeps what it began with. A version that fails is left out, and the old one stays. What no scan needs any more
 * is freed at the next {@link #refresh}.
 *
 * <p>{@link #refresh} is for one thread; the rest may be called from any and does not wait for the device.
 */
final class ModelShelf implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelShelf.class);

    private final ZooWatch<ModelPackage> watch;
    private final Function<ModelPackage, DiffusionReconstructor> opener;
    private final Map<String, String> faults = new TreeMap<>();
    private final List<LoadedModel> onDevice = new ArrayList<>();
    private final Map<String, ModelEdition> scans = new HashMap<>();
    private ModelEdition current = ModelEdition.EMPTY;
    private long loads;
    private long refusals;

    /** @param opener loads a model onto the device and evaluates it, or throws with the reason and leaves nothing there */
    ModelShelf(ZooWatch<ModelPackage> watch, Function<ModelPackage, DiffusionReconstructor> opener) {
        this.watch = watch;
        this.opener = opener;
    }

    /** Takes what is new in the folder, and frees what is not needed any more. */
    void refresh() {
        for (Change<ModelPackage> change : look()) {
            switch (change) {
                case Change.Appeared<ModelPackage> appeared -> load(appeared.model());
                case Change.Refused<ModelPackage> refused -> refuse(refused.name(), refused.reason());
                case Change.Gone<ModelPackage> gone -> remove(gone.name());
            }
        }
        unneeded().forEach(ModelShelf::free);
    }

    private List<Change<ModelPackage>> look() {
        try {
            return watch.look();
        } catch (IOException e) {
            LOG.warn("the models cannot be looked for: {}", e.getMessage());
            return List.of();
        }
    }

    private void load(ModelPackage model) {
        try {
            take(new LoadedModel(model, opener.apply(model)));
        } catch (RuntimeException e) {
            refuse(model.name(), String.valueOf(e.getMessage()));
        }
    }

    private synchronized void take(LoadedModel loaded) {
        loads++;
        onDevice.add(loaded);
        faults.remove(loaded.model().name());
        current = current.with(loaded).withFaults(List.copyOf(faults.values()));
        LOG.info("model {} is used from now on", loaded.model());
    }

    private synchronized void refuse(String name, String reason) {
        refusals++;
        faults.put(name, reason);
        current = current.withFaults(List.copyOf(faults.values()));
        String stays = current.models().stream()
                .filter(each -> each.model().name().equals(name))
                .map(each -> "; " + each.model() + " stays in use")
                .findFirst()
                .orElse("");
        LOG.warn("model left out: {}{}", reason, stays);
    }

    private synchronized void remove(String name) {
        faults.remove(name);
        current = current.without(name).withFaults(List.copyOf(faults.values()));
        LOG.info("model {} is gone", name);
    }

    private synchronized List<LoadedModel> unneeded() {
        Set<LoadedModel> needed = new HashSet<>(current.models());
        scans.values().forEach(edition -> needed.addAll(edition.models()));
        List<LoadedModel> unneeded =
                onDevice.stream().filter(each -> !needed.contains(each)).toList();
        onDevice.removeAll(unneeded);
        return unneeded;
    }

    private static void free(LoadedModel loaded) {
        loaded.reconstructor().close();
        LOG.info("model {} is freed", loaded.model());
    }

    /** The model for a picture of this scan, out of those that the scan began with. */
    synchronized DiffusionStep.Choice choose(String scanId, String wanted, int rows, int columns, String anatomy) {
        return scans.computeIfAbsent(scanId, id -> current).choose(wanted, rows, columns, anatomy);
    }

    /** Nothing is made for this scan any more. */
    synchronized void forget(String scanId) {
        scans.remove(scanId);
    }

    /** A chosen model; of two packages with the same weights, the newer. */
    synchronized LoadedModel loaded(DiffusionStep.Model model) {
        return onDevice.reversed().stream()
                .filter(each -> each.label().equals(model))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("model " + model + " is not loaded"));
    }

    /** How it stands now. */
    synchronized ModelsStatus status() {
        List<String> inUse =
                current.models().stream().map(each -> each.model().toString()).toList();
        return new ModelsStatus(inUse, onDevice.size(), loads, refusals, List.copyOf(faults.values()));
    }

    /** Frees all. */
    @Override
    public synchronized void close() {
        onDevice.forEach(loaded -> loaded.reconstructor().close());
        onDevice.clear();
    }
}
