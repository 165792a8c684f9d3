package org.larmor.console.bridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.larmor.console.send.SenderSession;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;

/**
 * What waits to be sent to one client. Thread-safe; whoever hands something in never waits.
 *
 * <p>Bounded: of an image only the newest picture waits, and all together not more than a number of bytes. A client that takes
 * none while more come is given up.
 */
final class Delivery {
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int MOST_NOTES = 100;

    private final BridgeSettings settings;
    private final Runnable leave;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<String> notes = new ArrayDeque<>();
    private final Map<ImageIndex, ReconImage> waiting = new LinkedHashMap<>();
    private final Map<ImageIndex, ReconImage> kept = new TreeMap<>();
    private final Map<ImageIndex, Integer> revisions = new HashMap<>();
    private SenderSession session = SenderSession.begin();
    private boolean previews;
    private boolean keeps;
    private long bytes;
    private int last;
    private boolean over;
    private @Nullable ScanStatus done;
    private @Nullable String failure;
    private boolean awaited;
    private long heard = System.nanoTime();

    /** @param leave leaves a client that takes nothing: whoever writes to it may be waiting for it; quick */
    Delivery(BridgeSettings settings, Runnable leave) {
        this.settings = settings;
        this.leave = leave;
    }

    /** Says what the client wants; last pictures of a scan that can be resumed are kept, to be sent again. */
    void begin(BridgeRequest request) {
        locked(() -> {
            previews = request.previews();
            keeps = request.scanId() != null;
            request.notes().forEach(note -> notes.add("WRN " + note));
        });
    }

    /** Goes on where the delivery of a cut connection was. */
    void resume(Delivery before) {
        before.locked(() -> locked(() -> {
            session = before.session;
            kept.putAll(before.kept);
            waiting.putAll(before.kept);
            revisions.putAll(before.revisions);
            keeps = before.keeps;
            bytes = kept.values().stream().mapToLong(Delivery::bytes).sum();
            last = before.last;
        }));
    }

    /** As whom the scan is sent: a scan that is resumed goes on as the same sender. */
    SenderSession session() {
        lock.lock();
        try {
            return session;
        } finally {
            lock.unlock();
        }
    }

    /** What goes on collecting last pictures after the connection was cut, or null where they are not kept or the scan is over. */
    @Nullable
    Delivery parked() {
        Delivery parked = new Delivery(settings, () -> {});
        parked.resume(this);
        return parked.keeps && !over ? parked : null;
    }

    /** A picture of the scan; a later revision replaces an earlier one that still waits. */
    void image(ReconImage image) {
        locked(() -> {
            Integer newest = revisions.get(image.index());
            if (failure == null && (newest == null || newest < image.revision())) {
                revisions.put(image.index(), image.revision());
                last += image.last() ? 1 : 0;
                if (previews || image.last()) {
                    take(image);
                }
            }
        });
    }

    private void take(ReconImage image) {
        ReconImage before = waiting.put(image.index(), image);
        bytes += bytes(image) - (before == null ? 0 : bytes(before));
        if (keeps && image.last()) {
            kept.put(image.index(), image);
        }
        if (bytes > settings.waitingBytes() && keeps) {
            keeps = false;
            kept.clear();
            bytes = waiting.values().stream().mapToLong(Delivery::bytes).sum();
        }
        if (bytes > settings.waitingBytes()) {
            waiting.clear();
            failure = "the client takes no pictures: " + bytes + " bytes of them waited for it";
            leave.run();
        }
    }

    /** Where the scan stands. */
    void status(ScanStatus status) {
        locked(() -> {
            switch (status.state()) {
                case STARTED, RECEIVING, RECONSTRUCTING, ANOMALY_REFUSED -> {}
                case SUFFICIENT_QUALITY -> note("DBG " + line(status));
                case DONE -> {
                    over = true;
                    done = status;
                    boolean whole =
                            status.counts().refused() == 0 && status.counts().missing() == 0;
                    note((whole ? "DBG " : "WRN ") + line(status));
                }
                case FAILED, ABORTED -> {
                    over = true;
                    failure = line(status);
                }
            }
        });
    }

    private static String line(ScanStatus status) {
        return "scan " + status.scanId() + ": " + status.message();
    }

    private void note(String text) {
        if (notes.size() < MOST_NOTES) {
            notes.add(text);
        }
    }

    /** The client is to be told this; it can show it. */
    void tell(String text) {
        locked(() -> note(text));
    }

    /** The broker has all of the scan: from now on it is not silent for long. */
    void await() {
        locked(() -> awaited = true);
    }

    /** Nothing more is to be sent than what waits, and why. */
    void fail(String reason) {
        locked(() -> failure = failure == null ? reason : failure);
    }

    /** Waits for what is to be sent next. */
    Parcel take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Parcel next = next();
                if (next != null) {
                    return next;
                }
                long left = patience();
                if (left <= 0) {
                    return tooLate();
                }
                news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Parcel next() {
        if (!notes.isEmpty()) {
            return new Parcel.Note(notes.remove());
        }
        if (!waiting.isEmpty()) {
            Iterator<ReconImage> pictures = waiting.values().iterator();
            ReconImage image = pictures.next();
            pictures.remove();
            bytes -= kept.containsValue(image) ? 0 : bytes(image);
            return new Parcel.Picture(image);
        }
        if (failure != null) {
            return new Parcel.End(failure);
        }
        return done != null && last >= done.imagesFinished() ? new Parcel.End(null) : null;
    }

    /** Nanoseconds that nothing may be heard. Topics are read side by side: the last status may overtake the last pictures. */
    private long patience() {
        if (done == null && !awaited) {
            return Long.MAX_VALUE;
        }
        long patience = done != null ? LATE_NANOS : TimeUnit.SECONDS.toNanos(settings.silenceSeconds());
        return heard + patience - System.nanoTime();
    }

    private Parcel tooLate() {
        ScanStatus status = done;
        return new Parcel.End(
                status == null
                        ? "nothing was heard of the scan for " + settings.silenceSeconds() + " s"
                        : line(status) + ", of which " + (status.imagesFinished() - last)
                                + " were published before this connection began");
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            heard = System.nanoTime();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static long bytes(ReconImage image) {
        return (image.uncertainty() == null ? 4L : 12L) * image.magnitude().data().length;
    }
}
