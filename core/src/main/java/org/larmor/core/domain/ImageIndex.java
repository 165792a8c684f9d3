package org.larmor.core.domain;

import java.util.Comparator;

/** Names one image of a scan. Ordered by repetition, contrast, phase, slice: the order of every file written. */
public record ImageIndex(int repetition, int contrast, int phase, int slice) implements Comparable<ImageIndex> {
    private static final Comparator<ImageIndex> ORDER = Comparator.comparingInt(ImageIndex::repetition)
            .thenComparingInt(ImageIndex::contrast)
            .thenComparingInt(ImageIndex::phase)
            .thenComparingInt(ImageIndex::slice);

    public static final ImageIndex FIRST = new ImageIndex(0, 0, 0, 0);

    @Override
    public int compareTo(ImageIndex other) {
        return ORDER.compare(this, other);
    }
}
