package org.larmor.display.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Stage;
import org.larmor.display.picture.Window;
import org.larmor.display.results.Reading;
import org.larmor.display.results.ResultListener;
import org.larmor.display.results.Workers;

/**
 * What the page remembers: the latest scans within a bound of memory, oldest forgotten first. Thread-safe.
 *
 * <p>Every change is told to {@code changes} under the lock, in order; it must not wait.
 */
public final class ScanBook implements ResultListener {
    private final int keepScans;
    private final long keepBytes;
    private final Consumer<PageEvent> changes;
    private final Map<String, ShownScan> scans = new LinkedHashMap<>();
    private PageEvent.Health health = new PageEvent.Health(null, null);

    ScanBook(int keepScans, long keepBytes, Consumer<PageEvent> changes) {
        this.keepScans = keepScans;
        this.keepBytes = keepBytes;
        this.changes = changes;
    }

    /** A kept picture and the window to show it in. */
    record Pixels(StoredImage stored, Window window) {}

    @Override
    public synchronized void image(ReconImage image) {
        ShownScan scan = scan(image.scanId());
        int windowBefore = scan.view().windowVersion();
        PictureView view = scan.take(image);
        if (view == null) {
            return;
        }
        if (scan.view().windowVersion() != windowBefore) {
            changes.accept(new PageEvent.Scan(scan.view()));
        }
        changes.accept(new PageEvent.Picture(image.scanId(), view));
        makeRoom(image.scanId());
    }

    @Override
    public synchronized void frame(Frame frame) {
        ShownScan scan = scan(frame.scanId());
        int windowBefore = scan.view().windowVersion();
        ShownCines.Change change = scan.take(frame);
        if (change == null) {
            return;
        }
        if (scan.view().windowVersion() != windowBefore) {
            changes.accept(new PageEvent.Scan(scan.view()));
        }
        changes.accept(new PageEvent.Frame(frame.scanId(), change.view(), change.ended()));
        makeRoom(frame.scanId());
    }

    @Override
    public synchronized void status(ScanStatus status) {
        ShownScan scan = scan(status.scanId());
        List<LinesView> lines = scan.take(status);
        changes.accept(new PageEvent.Scan(scan.view()));
        lines.forEach(arrived -> changes.accept(new PageEvent.Lines(status.scanId(), arrived)));
        makeRoom(status.scanId());
    }

    @Override
    public synchronized void reading(Reading reading) {
        tell(new PageEvent.Health(reading, health.workers()));
    }

    /** How the services stand that make the pictures. */
    public synchronized void workers(Workers workers) {
        tell(new PageEvent.Health(health.reading(), workers));
    }

    private void tell(PageEvent.Health now) {
        health = now;
        changes.accept(now);
    }

    /** A map is shown over each of the pictures that it was made of. */
    @Override
    public synchronized void anomaly(AnomalyMap map) {
        for (AnomalyMap.Source source : map.sources()) {
            AnomalyView view = scan(source.scanId()).take(map, source);
            if (view != null) {
                changes.accept(new PageEvent.Anomaly(source.scanId(), view));
                makeRoom(source.scanId());
            }
        }
    }

    @Override
    public synchronized void anomalyRefused(ScanStatus refusal) {
        ShownScan scan = scan(refusal.scanId());
        scan.takeRefusal(refusal);
        changes.accept(new PageEvent.Scan(scan.view()));
    }

    @Override
    public synchronized void deadLetter(DeadLetter letter) {
        if (!letter.scanId().isEmpty()) {
            ShownScan scan = scan(letter.scanId());
            scan.take(letter);
            changes.accept(new PageEvent.Scan(scan.view()));
        }
    }

    synchronized PageEvent.Snapshot snapshot() {
        return new PageEvent.Snapshot(
                List.copyOf(scans.values().stream().map(ShownScan::whole).toList()), health);
    }

    synchronized @Nullable Pixels magnitude(String scanId, ImageIndex index, Stage stage) {
        ShownScan scan = scans.get(scanId);
        ShownScan.Shown shown = scan == null ? null : scan.picture(index, stage);
        return scan == null || shown == null ? null : new Pixels(shown.magnitude(), scan.window());
    }

    synchronized @Nullable Pixels deviation(String scanId, ImageIndex index, Stage stage) {
        ShownScan scan = scans.get(scanId);
        ShownScan.Shown shown = scan == null ? null : scan.picture(index, stage);
        StoredImage deviation = shown == null ? null : shown.deviation();
        return scan == null || deviation == null ? null : new Pixels(deviation, scan.uncertaintyWindow());
    }

    /** A frame's magnitude, or its deviation, by the names of its view. */
    synchronized @Nullable Pixels frame(String scanId, String slice, String id, boolean deviation) {
        ShownScan scan = scans.get(scanId);
        ShownCines.Shown shown = scan == null ? null : scan.cines().frame(slice, id);
        StoredImage map = shown == null ? null : deviation ? shown.deviation() : shown.magnitude();
        return scan == null || map == null
                ? null
                : new Pixels(map, deviation ? scan.uncertaintyWindow() : scan.window());
    }

    /** The anomaly map over an image. */
    synchronized @Nullable Pixels anomaly(String scanId, ImageIndex index) {
        ShownScan scan = scans.get(scanId);
        ShownAnomalies.Shown shown = scan == null ? null : scan.anomalies().over(index);
        return shown == null ? null : new Pixels(shown.map(), shown.window());
    }

    synchronized long bytes() {
        return scans.values().stream().mapToLong(ShownScan::bytes).sum();
    }

    private ShownScan scan(String id) {
        ShownScan scan = scans.get(id);
        if (scan == null) {
            scan = new ShownScan(id);
            scans.put(id, scan);
            while (scans.size() > keepScans) {
                forgetOldest();
            }
        }
        return scan;
    }

    private void makeRoom(String current) {
        long bytes = bytes();
        while (bytes > keepBytes) {
            if (scans.size() > 1 && !scans.keySet().iterator().next().equals(current)) {
                forgetOldest();
            } else {
                PageEvent.Dropped dropped = scan(current).forgetOldestPicture();
                if (dropped == null) {
                    return;
                }
                changes.accept(dropped);
            }
            bytes = bytes();
        }
    }

    private void forgetOldest() {
        String oldest = scans.keySet().iterator().next();
        scans.remove(oldest);
        changes.accept(new PageEvent.Forgotten(oldest));
    }
}
