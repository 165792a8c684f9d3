package org.larmor.app.results;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.ResultListener;

/** Collects the newest anomaly map over each image of one scan, or why there is none. Thread-safe. */
public final class AnomalyResults implements ResultListener {
    private final String scanId;
    private final Map<ImageIndex, AnomalyMap> maps = new TreeMap<>();
    private @Nullable String refusal;

    public AnomalyResults(String scanId) {
        this.scanId = scanId;
    }

    @Override
    public synchronized void anomaly(AnomalyMap map) {
        map.sources().stream()
                .filter(source -> source.scanId().equals(scanId))
                .forEach(source -> maps.merge(
                        source.index(), map, (before, now) -> now.revision() >= before.revision() ? now : before));
        notifyAll();
    }

    @Override
    public synchronized void anomalyRefused(ScanStatus status) {
        if (status.scanId().equals(scanId)) {
            refusal = status.message();
            notifyAll();
        }
    }

    /**
     * Waits until every image has a map of so many contrasts, or the scan is refused one.
     *
     * @param silenceMillis gives up when no map came for so long
     */
    public synchronized void await(int images, int contrasts, long silenceMillis) throws InterruptedException {
        long end = System.nanoTime() + 1_000_000 * silenceMillis;
        int before = whole(contrasts);
        while (whole(contrasts) < images && refusal == null) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
            if (whole(contrasts) > before) {
                before = whole(contrasts);
                end = System.nanoTime() + 1_000_000 * silenceMillis;
            }
        }
    }

    private int whole(int contrasts) {
        return (int) maps.values().stream()
                .filter(map -> map.sources().size() >= contrasts)
                .count();
    }

    /** In the order of the images. */
    public synchronized List<AnomalyMap> maps() {
        return List.copyOf(maps.values());
    }

    /** Why a map was refused, one line, or null. */
    public synchronized @Nullable String refusal() {
        return refusal;
    }

    @Override
    public void image(ReconImage image) {}

    @Override
    public void status(ScanStatus status) {}

    @Override
    public void deadLetter(DeadLetter letter) {}
}
