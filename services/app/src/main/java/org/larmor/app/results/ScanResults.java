package org.larmor.app.results;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.ScanStatus.Sufficiency;
import org.larmor.display.results.ResultListener;

/**
 * Collects what is published about one scan. Thread-safe.
 *
 * <p>Of every image the newest picture is kept; of its earlier stages too, as long as all pictures together stay below
 * {@value #KEEP_BYTES} bytes.
 */
public final class ScanResults implements ResultListener {
    private static final long KEEP_BYTES = 512L << 20;
    private static final int KEEP_LETTERS = 100;
    private static final long LOOK_AGAIN_MILLIS = 200;
    private static final long LATE_MILLIS = 3000;

    private final String scanId;
    private final PictureSink sink;
    private final NavigableMap<ImageIndex, NavigableMap<StageName, ReconImage>> pictures = new TreeMap<>();
    private final List<ReconImage.Timing> timings = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private int arrived;
    private long bytes;
    private @Nullable ScanStatus status;
    private @Nullable Sufficiency sufficiency;
    private @Nullable RuntimeException sinkFailure;

    public ScanResults(String scanId, PictureSink sink) {
        this.scanId = scanId;
        this.sink = sink;
    }

    public String scanId() {
        return scanId;
    }

    @Override
    public void image(ReconImage image) {
        if (!image.scanId().equals(scanId)) {
            return;
        }
        int order = take(image);
        try {
            sink.accept(order, image);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized int take(ReconImage image) {
        var stages = pictures.computeIfAbsent(image.index(), index -> new TreeMap<>());
        ReconImage before = stages.put(StageName.of(image), image);
        bytes += bytes(image) - (before == null ? 0 : bytes(before));
        while (bytes > KEEP_BYTES && stages.size() > 1) {
            bytes -= bytes(stages.pollFirstEntry().getValue());
        }
        timings.add(image.timing());
        notifyAll();
        return arrived++;
    }

    private synchronized void fail(RuntimeException e) {
        sinkFailure = e;
        notifyAll();
    }

    private static long bytes(ReconImage image) {
        return (image.uncertainty() == null ? 4L : 12L) * image.magnitude().data().length;
    }

    @Override
    public synchronized void status(ScanStatus status) {
        if (status.scanId().equals(scanId)) {
            this.status = status;
            sufficiency = status.sufficiency() == null ? sufficiency : status.sufficiency();
            notifyAll();
        }
    }

    @Override
    public synchronized void deadLetter(DeadLetter letter) {
        if (letter.scanId().equals(scanId) && reasons.size() < KEEP_LETTERS) {
            reasons.add(
                    letter.sequence() < 0 ? letter.reason() : "readout " + letter.sequence() + ": " + letter.reason());
            notifyAll();
        }
    }

    /**
     * Waits until the scan has come to its end and all that was announced of it is here.
     *
     * @param silenceMillis gives up when nothing was heard of the scan for so long
     * @param broken says that nothing will come any more
     * @return whether it came to an end
     */
    public synchronized boolean await(long silenceMillis, BooleanSupplier broken) throws InterruptedException {
        long lastHeard = System.nanoTime();
        int heard = activity();
        while (!isComplete() && sinkFailure == null) {
            long patience = hasEnded() ? LATE_MILLIS : silenceMillis;
            if (broken.getAsBoolean() || System.nanoTime() - lastHeard > patience * 1_000_000L) {
                return hasEnded();
            }
            wait(LOOK_AGAIN_MILLIS);
            if (activity() != heard) {
                heard = activity();
                lastHeard = System.nanoTime();
            }
        }
        if (sinkFailure != null) {
            throw sinkFailure;
        }
        return true;
    }

    /** Topics are read side by side: the last status may overtake the last pictures and the dead letters. */
    private boolean isComplete() {
        return hasEnded()
                && status != null
                && lastPictures() >= status.imagesFinished()
                && reasons.size() >= Math.min(KEEP_LETTERS, status.counts().refused());
    }

    private boolean hasEnded() {
        return status != null
                && switch (status.state()) {
                    case DONE, FAILED, ABORTED -> true;
                    case STARTED, RECEIVING, SUFFICIENT_QUALITY, RECONSTRUCTING, ANOMALY_REFUSED -> false;
                };
    }

    private int activity() {
        long readouts = status == null ? -1 : status.counts().received();
        return java.util.Objects.hash(timings.size(), readouts, reasons.size(), status == null ? null : status.state());
    }

    private long lastPictures() {
        return pictures.values().stream().filter(s -> newest(s.values()).last()).count();
    }

    /** The last status, or null where none has come. */
    public synchronized @Nullable ScanStatus status() {
        return status;
    }

    /** When the scan was told to be good enough, or null if it was not. */
    public synchronized @Nullable Sufficiency sufficiency() {
        return sufficiency;
    }

    /** Reasons of the dead letters, in the order in which they came; at most {@value #KEEP_LETTERS}. */
    public synchronized List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** How many pictures have come, previews included. */
    public synchronized int arrived() {
        return arrived;
    }

    /** The newest picture of each image, in the order of files. */
    public synchronized List<ReconImage> newest() {
        return pictures.values().stream().map(s -> newest(s.values())).toList();
    }

    /** The newest picture of each stage of one image, earlier stages first. */
    public synchronized NavigableMap<StageName, ReconImage> stages(ImageIndex index) {
        var stages = pictures.get(index);
        return stages == null ? new TreeMap<>() : new TreeMap<>(stages);
    }

    /** Whether every image that the scan was to have has its last picture. */
    public synchronized boolean isWhole() {
        return status != null
                && status.state() == State.DONE
                && status.imagesExpected() > 0
                && pictures.size() >= status.imagesExpected()
                && lastPictures() == pictures.size();
    }

    private static ReconImage newest(Collection<ReconImage> stages) {
        return stages.stream()
                .max(java.util.Comparator.comparing(ReconImage::last).thenComparing(ReconImage::revision))
                .orElseThrow();
    }
}
