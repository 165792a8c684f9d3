package org.larmor.models.anomaly;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.StudySlice;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.AnomalyPackage;
import org.larmor.models.zoo.LoadedModels;

/**
 * Makes the healthy counterpart of a slice, and the map of where the two differ (Wolleb et al., MICCAI 2022).
 *
 * <p>Only the networks are asked on the device. May be called from several threads; their steps take turns on the device, the most
 * urgent first.
 */
public final class AnomalyFinder implements LoadedModels.Loaded<AnomalyPackage> {
    private final AnomalyPackage model;

    private AnomalyFinder(AnomalyPackage model) {
        this.model = model;
    }

    /**
     * Loads the model onto the runtime's device and asks it once.
     *
     * @param nanoTime the clock of durations, for example {@code System::nanoTime}
     * @throws IllegalArgumentException if a network cannot be loaded or has another signature; one line
     */
    public static AnomalyFinder open(AnomalyPackage model, TorchRuntime runtime, LongSupplier nanoTime) {
        return new AnomalyFinder(model);
    }

    @Override
    public AnomalyPackage model() {
        return model;
    }

    /**
     * Makes the map of one slice.
     *
     * @param urgency among those who ask the device; {@link Urgency#analysis} in a stream
     * @param cancelled asked between two steps on the device, from any thread; quick
     * @throws AnomalyRefusal if the slice is none that the model knows: its anatomy, contrasts, size or skull, or a picture is constant
     *     or holds values that are not finite
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    public AnomalyFinding find(StudySlice slice, AnomalySettings settings, Urgency urgency, BooleanSupplier cancelled)
            throws AnomalyRefusal {
        throw new UnsupportedOperationException();
    }

    /** Evaluates both networks once at their size, so that the first map need not wait for that. */
    public void warmUp() {}

    /** Frees the networks. */
    @Override
    public void close() {}
}
