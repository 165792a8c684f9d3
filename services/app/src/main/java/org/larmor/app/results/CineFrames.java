package org.larmor.app.results;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.cine.CineLoop;
import org.larmor.display.results.ResultListener;

/** Collects the frames of one scan's cines. Thread-safe. */
public final class CineFrames implements ResultListener {
    private final String scanId;
    private final Map<ImageIndex, CineLoop<Frame>> slices = new TreeMap<>();
    private double firstAfterMillis = Double.NaN;

    public CineFrames(String scanId) {
        this.scanId = scanId;
    }

    @Override
    public synchronized void frame(Frame frame) {
        if (frame.scanId().equals(scanId)) {
            slices.computeIfAbsent(frame.slice(), slice -> new CineLoop<>(kept -> kept))
                    .take(frame);
            if (Double.isNaN(firstAfterMillis) && !frame.isMeasured()) {
                firstAfterMillis = frame.published() - frame.measured();
            }
            notifyAll();
        }
    }

    /** The frames of the first slice that are to be shown, in the order of their moments. */
    public synchronized List<Frame> first() {
        return slices.isEmpty()
                ? List.of()
                : List.copyOf(slices.values().iterator().next().frames());
    }

    /** Milliseconds from the second phase's picture to the first synthesised frame, as they were published; not a number before. */
    public synchronized double firstAfterMillis() {
        return firstAfterMillis;
    }

    /** Waits for so many frames of the first slice; topics are read side by side, so the last status may overtake them. */
    public synchronized void await(int frames, long millis) throws InterruptedException {
        long end = System.nanoTime() + 1_000_000 * millis;
        for (long left = millis; first().size() < frames && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    @Override
    public void image(ReconImage image) {}

    @Override
    public void status(ScanStatus status) {}

    @Override
    public void deadLetter(DeadLetter letter) {}
}
