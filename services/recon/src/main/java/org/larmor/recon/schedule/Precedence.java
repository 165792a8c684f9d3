package org.larmor.recon.schedule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.recon.flow.ReconJob;

/**
 * Which of an image's previews gives way to a newer one. All do, so that nobody waits for old data; but one that has come some way
 * towards the device loses that, and where previews come faster than they are made, none would ever be finished. So after
 * {@value #MOST} that were lost in a row the next one stands until its step on the device is made. Has no thread and no clock.
 */
final class Precedence {
    /** Most previews of an image that are given up in a row after they had come some way. */
    static final int MOST = 2;

    private final Map<ImageKey, Integer> lost = new HashMap<>();
    private final Map<ImageKey, AssembledImage> standing = new HashMap<>();

    /**
     * Whether a preview gives way to a newer one.
     *
     * @param someWay a step of it is being made, or was made that the newer one begins with anew
     */
    boolean givesWay(ReconJob older, boolean someWay) {
        ImageKey image = ImageKey.of(older);
        if (standing.containsKey(image)) {
            return !stands(older);
        }
        if (!someWay || !owesDevice(older)) {
            return true;
        }
        int before = lost.merge(image, 1, Integer::sum) - 1;
        if (before < MOST) {
            return true;
        }
        standing.put(image, older.image());
        return false;
    }

    /** Whether this preview gives way to none; it goes before others too. */
    boolean stands(ReconJob job) {
        return job.image().equals(standing.get(ImageKey.of(job)));
    }

    /** A step that was handed out is over. */
    void done(ReconJob job) {
        if (job.step().lane().isDevice() && !job.cancelled().get()) {
            forget(job);
        }
    }

    /** This job is given up. */
    void cancelled(ReconJob job) {
        if (stands(job)) {
            forget(job);
        }
    }

    private void forget(ReconJob job) {
        ImageKey image = ImageKey.of(job);
        lost.remove(image);
        standing.remove(image);
    }

    /** Nobody waits for this scan any more. */
    void forget(String scanId) {
        Set<ImageKey> images = new HashSet<>(lost.keySet());
        images.removeIf(image -> !image.scanId().equals(scanId));
        lost.keySet().removeAll(images);
        standing.keySet().removeAll(images);
    }

    private static boolean owesDevice(ReconJob job) {
        return job.steps().stream().anyMatch(step -> step.lane().isDevice());
    }
}
