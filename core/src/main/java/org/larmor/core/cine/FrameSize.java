package org.larmor.core.cine;

import java.util.List;
import org.larmor.core.domain.KSpace;

/** What frames of one slice must have in common. */
final class FrameSize {
    private FrameSize() {}

    /**
     * The first of the frames, whose size all have.
     *
     * @throws IllegalArgumentException if there is none, or one is of another size
     */
    static KSpace common(List<KSpace> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("a cine without a frame");
        }
        KSpace first = frames.getFirst();
        for (int i = 1; i < frames.size(); i++) {
            if (!size(frames.get(i)).equals(size(first))) {
                throw new IllegalArgumentException(
                        "frame " + i + " of the cine is " + size(frames.get(i)) + ", the first is " + size(first));
            }
        }
        return first;
    }

    private static String size(KSpace frame) {
        return frame.coils() + " coils of " + frame.rows() + " x " + frame.columns();
    }
}
