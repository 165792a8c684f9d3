package org.larmor.recon.analyse;

import java.util.function.BooleanSupplier;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.StudySlice;

/** What makes anomaly maps of slices. Called from several threads; its steps come after all others' on the device. */
public interface AnomalyMaps extends AutoCloseable {
    /** Why there is no model for this anatomy (empty where nobody told it), one line; empty if there is. */
    String unfit(String anatomy);

    /**
     * Makes the map of a slice.
     *
     * @param turn who asked first: lower goes before higher
     * @param cancelled quick, and asked from any thread
     * @throws AnomalyRefusal if the slice is none that the model knows
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    AnomalyFinding find(StudySlice slice, long seed, long turn, BooleanSupplier cancelled) throws AnomalyRefusal;

    @Override
    void close();

    /** Stands for the models where there are none. */
    static AnomalyMaps none(String reason) {
        return new AnomalyMaps() {
            @Override
            public String unfit(String anatomy) {
                return reason;
            }

            @Override
            public AnomalyFinding find(StudySlice slice, long seed, long turn, BooleanSupplier cancelled)
                    throws AnomalyRefusal {
                throw new AnomalyRefusal(reason);
            }

            @Override
            public void close() {}
        };
    }
}
