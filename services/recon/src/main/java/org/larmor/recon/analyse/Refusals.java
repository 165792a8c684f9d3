package org.larmor.recon.analyse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.Counts;
import org.larmor.core.domain.ScanStatus.State;

/** Which refusals were told: a scan hears a reason once, however many of its pictures are refused for it. Bounded. */
final class Refusals {
    private static final int MOST = 10_000;

    private final Set<String> told = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    });

    boolean isNew(String scanId, String reason) {
        return told.add(scanId + " " + reason);
    }

    static ScanStatus status(String scanId, String reason, double time) {
        return new ScanStatus(scanId, State.ANOMALY_REFUSED, Counts.NONE, 0, 0, "no anomaly map: " + reason, time);
    }
}
