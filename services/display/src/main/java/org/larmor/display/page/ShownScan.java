package org.larmor.display.page;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Stage;
import org.larmor.display.picture.Window;

/** What the page remembers of one scan: its status and the latest picture of each image and stage. Not thread-safe. */
final class ShownScan {
    private static final double NOTICEABLE = 0.02;

    private final String id;
    private final Map<Slot, Shown> pictures = new LinkedHashMap<>();
    private final ShownCines cines = new ShownCines();
    private final ShownAnomalies anomalies = new ShownAnomalies();
    private final ShownLines lines = new ShownLines();
    private @Nullable ScanStatus status;
    private String sender = "";
    private String sufficient = "";
    private long deadLetters;
    private String deadLetter = "";
    private String noAnomalyMap = "";
    private float window;
    private float uncertaintyWindow;
    private int windowVersion;
    private double updated;

    ShownScan(String id) {
        this.id = id;
    }

    /** The place that a later revision takes over. */
    record Slot(ImageIndex index, Stage stage) {}

    /** A kept picture; the quantiles are what the scan's windows are made from. */
    record Shown(
            PictureView view,
            StoredImage magnitude,
            @Nullable StoredImage deviation,
            float brightness,
            float uncertainty) {
        long bytes() {
            return magnitude.bytes() + (deviation == null ? 0 : deviation.bytes());
        }
    }

    /** Takes a picture, unless a later revision of it is here; returns its view if it was taken. */
    @Nullable
    PictureView take(ReconImage image) {
        Slot slot = new Slot(image.index(), image.stage());
        Shown before = pictures.get(slot);
        if (before != null && isOlder(image, before.view())) {
            return null;
        }
        RealImage deviation = image.standardDeviation();
        Shown shown = new Shown(
                PictureView.of(image),
                new StoredImage(image.magnitude()),
                deviation == null ? null : new StoredImage(deviation),
                Window.quantile(List.of(image.magnitude()), Window.ROBUST),
                deviation == null ? 0 : Window.quantile(List.of(deviation), Window.ROBUST));
        pictures.remove(slot);
        pictures.put(slot, shown);
        updated = Math.max(updated, image.timing().published());
        adjustWindows();
        return shown.view();
    }

    /** The last picture stands whatever its number: a scan that is made again after a crash counts anew. */
    private static boolean isOlder(ReconImage image, PictureView than) {
        return image.last() == than.last() ? image.revision() < than.revision() : than.last();
    }

    /** Takes a frame, unless it was ended already: then null. */
    ShownCines.@Nullable Change take(Frame frame) {
        ShownCines.Change change = cines.take(frame);
        updated = Math.max(updated, frame.published());
        adjustWindows();
        return change;
    }

    ShownCines cines() {
        return cines;
    }

    /** Takes an anomaly map over one of its pictures, unless a later revision is here: then null. */
    @Nullable
    AnomalyView take(AnomalyMap map, AnomalyMap.Source over) {
        updated = Math.max(updated, map.published());
        return anomalies.take(map, over);
    }

    ShownAnomalies anomalies() {
        return anomalies;
    }

    void takeRefusal(ScanStatus refusal) {
        noAnomalyMap = refusal.message();
        updated = Math.max(updated, refusal.time());
    }

    /** Takes where the scan stands; returns the lines that are new. */
    List<LinesView> take(ScanStatus status) {
        this.status = status;
        updated = Math.max(updated, status.time());
        ScanStatus.Intake intake = status.intake();
        sender = intake == null || intake.sender() == 0 ? sender : Long.toHexString(intake.sender());
        sufficient = status.sufficiency() == null ? sufficient : status.message();
        return status.arrived().stream().map(lines::take).toList();
    }

    void take(DeadLetter letter) {
        deadLetters++;
        deadLetter = letter.reason();
        updated = Math.max(updated, letter.time());
    }

    @Nullable
    Shown picture(ImageIndex index, Stage stage) {
        return pictures.get(new Slot(index, stage));
    }

    long bytes() {
        return pictures.values().stream().mapToLong(Shown::bytes).sum()
                + cines.bytes()
                + anomalies.bytes()
                + lines.bytes();
    }

    /** Forgets the picture that has not changed for the longest time, then whole cines; null if only one thing is left. */
    PageEvent.@Nullable Dropped forgetOldestPicture() {
        if (pictures.size() < 2) {
            String slice = cines.forgetOldest();
            return slice == null ? null : new PageEvent.Dropped(id, slice, PageEvent.Dropped.CINE);
        }
        Slot oldest = pictures.keySet().iterator().next();
        pictures.remove(oldest);
        if (pictures.keySet().stream().noneMatch(slot -> slot.index().equals(oldest.index()))) {
            anomalies.forget(oldest.index());
        }
        return new PageEvent.Dropped(
                id, PictureView.key(oldest.index()), oldest.stage().label());
    }

    Window window() {
        return Window.upTo(window);
    }

    Window uncertaintyWindow() {
        return Window.upTo(uncertaintyWindow);
    }

    ScanView.Whole whole() {
        return new ScanView.Whole(
                view(),
                pictures.values().stream().map(Shown::view).toList(),
                cines.views(),
                anomalies.views(),
                lines.views());
    }

    ScanView view() {
        ScanStatus.Counts counts = status == null ? ScanStatus.Counts.NONE : status.counts();
        return new ScanView(
                id,
                status == null ? "" : status.state().name().toLowerCase(Locale.ROOT),
                status == null ? "" : status.message(),
                counts.received(),
                counts.duplicate(),
                counts.refused(),
                counts.missing(),
                status == null ? 0 : status.imagesExpected(),
                status == null ? 0 : status.imagesFinished(),
                updated,
                window,
                uncertaintyWindow,
                windowVersion,
                deadLetters,
                deadLetter,
                noAnomalyMap,
                sender,
                sufficient);
    }

    /** The brightest image of the best stage so far sets the window, so that all slices and phases compare. */
    private void adjustWindows() {
        Stage best = pictures.keySet().stream()
                .map(Slot::stage)
                .max(Comparator.naturalOrder())
                .orElse(Stage.ZERO_FILLED);
        float brightest = pictures.isEmpty() ? cines.brightness() : 0;
        float widest = cines.uncertainty();
        for (Map.Entry<Slot, Shown> entry : pictures.entrySet()) {
            if (entry.getKey().stage() == best) {
                brightest = Math.max(brightest, entry.getValue().brightness());
            }
            widest = Math.max(widest, entry.getValue().uncertainty());
        }
        if (differs(window, brightest) || differs(uncertaintyWindow, widest)) {
            window = brightest;
            uncertaintyWindow = widest;
            windowVersion++;
        }
    }

    private static boolean differs(float before, float now) {
        return Math.abs(now - before) > NOTICEABLE * before;
    }
}
