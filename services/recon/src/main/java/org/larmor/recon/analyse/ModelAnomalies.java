package org.larmor.recon.analyse;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.StudySlice;
import org.larmor.models.anomaly.AnomalyFinder;
import org.larmor.models.anomaly.AnomalySettings;
import org.larmor.models.anomaly.AnomalyShelf;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.AnomalyPackage;
import org.larmor.models.zoo.Choice;
import org.larmor.models.zoo.LoadedModels;
import org.larmor.models.zoo.ZooWatch;
import org.larmor.recon.ops.ModelReload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models for anomaly maps of a folder; a new version is used from the next map on. */
public final class ModelAnomalies implements AnomalyMaps {
    private static final Logger LOG = LoggerFactory.getLogger(ModelAnomalies.class);

    private final AnomalyShelf shelf;
    private final String wanted;
    private @Nullable ModelReload reload;

    /**
     * Loads every such model and evaluates it; one that cannot be used is left out.
     *
     * @param runtime not closed with this
     * @param wanted name of a model, or empty for whichever fits
     * @param nanoTime the clock of durations
     */
    public ModelAnomalies(ZooWatch<AnomalyPackage> zoo, TorchRuntime runtime, String wanted, LongSupplier nanoTime) {
        this.wanted = wanted;
        this.shelf = new AnomalyShelf(zoo, model -> opened(model, runtime, nanoTime));
        refresh();
    }

    private static AnomalyFinder opened(AnomalyPackage model, TorchRuntime runtime, LongSupplier nanoTime) {
        AnomalyFinder finder = AnomalyFinder.open(model, runtime, nanoTime);
        finder.warmUp();
        return finder;
    }

    /** Looks for new versions from now on, with so many seconds between two looks; 0 for never. */
    public ModelAnomalies watched(int seconds) {
        reload = seconds == 0 ? null : new ModelReload(this::refresh, seconds);
        return this;
    }

    private void refresh() {
        shelf.refresh().forEach(line -> LOG.info("anomaly maps: {}", line));
    }

    @Override
    public String unfit(String anatomy) {
        return shelf.choose(wanted, anatomy).reason();
    }

    @Override
    public AnomalyFinding find(StudySlice slice, long seed, long turn, BooleanSupplier cancelled)
            throws AnomalyRefusal {
        Choice<AnomalyPackage> choice = shelf.choose(wanted, slice.anatomy());
        AnomalyPackage model = choice.model().orElseThrow(() -> new AnomalyRefusal(choice.reason()));
        try (LoadedModels.Lease<AnomalyFinder> lease = shelf.lease(model.digest())
                .orElseThrow(() -> new IllegalStateException("model " + model.name() + " is not loaded any more"))) {
            return lease.model().find(slice, AnomalySettings.of(model, seed), Urgency.analysis(turn), cancelled);
        }
    }

    @Override
    public void close() {
        if (reload != null) {
            reload.close();
        }
        shelf.close();
    }
}
