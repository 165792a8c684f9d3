package org.larmor.recon.publish;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.larmor.core.domain.ImageIndex;

/** Numbers the pictures of each image, and leaves out a preview that comes after a picture of the whole image. */
final class Revisions {
    private static final class Numbering {
        private int next;
        private boolean whole;
    }

    private final Map<String, Map<ImageIndex, Numbering>> scans = new HashMap<>();

    /** The revision of the next picture of this image; empty if it has been overtaken. */
    OptionalInt next(String scanId, ImageIndex index, boolean whole) {
        Numbering numbering =
                scans.computeIfAbsent(scanId, id -> new HashMap<>()).computeIfAbsent(index, i -> new Numbering());
        if (numbering.whole && !whole) {
            return OptionalInt.empty();
        }
        numbering.whole |= whole;
        return OptionalInt.of(numbering.next++);
    }

    void forget(String scanId) {
        scans.remove(scanId);
    }
}
