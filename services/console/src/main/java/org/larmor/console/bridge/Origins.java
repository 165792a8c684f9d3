package org.larmor.console.bridge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.larmor.core.domain.ImageIndex;

/** The first acquisition of every image of a scan. Thread-safe. */
final class Origins {
    /** Most images that are told apart; the others take over what is known of the first. */
    private static final int MOST = 1 << 16;

    private final Map<ImageIndex, Origin> byImage = new ConcurrentHashMap<>();
    private volatile Origin first = Origin.UNKNOWN;

    void note(AcquisitionHeader acquisition) {
        if (byImage.isEmpty()) {
            first = acquisition.origin();
        }
        if (byImage.size() < MOST) {
            byImage.putIfAbsent(acquisition.counters().image(), acquisition.origin());
        }
    }

    /** A gated scan's images have phases that its acquisitions had not. */
    Origin of(ImageIndex image) {
        Origin found = byImage.get(image);
        return found != null
                ? found
                : byImage.getOrDefault(new ImageIndex(image.repetition(), image.contrast(), 0, image.slice()), first);
    }
}
