package org.larmor.display.picture;

/**
 * The colours of uncertainty, dark violet over orange to pale yellow, and those of anomaly maps, dark to bright aqua: brightness rises all
 * the way in both, and nobody takes one for the other, nor for a bright tissue.
 */
public final class ColourScale {
    private static final int[] ANCHORS = {0x08051A, 0x3B0F6F, 0x8C2981, 0xD8456C, 0xF98C3C, 0xFBD24A, 0xFCFBD0};

    private static final int[] ANOMALY = {0x00363F, 0x006F7A, 0x00A8A8, 0x00DCC0, 0x50FFD8};

    private ColourScale() {}

    /** The colour of uncertainty at {@code position}, 0 to 1, as 0xRRGGBB. */
    public static int rgb(float position) {
        return rgb(ANCHORS, position);
    }

    /** The colour of an anomaly map at {@code position}, 0 to 1, as 0xRRGGBB. */
    public static int anomaly(float position) {
        return rgb(ANOMALY, position);
    }

    private static int rgb(int[] anchors, float position) {
        float place = Math.max(0, Math.min(1, position)) * (anchors.length - 1);
        int below = (int) Math.min(anchors.length - 2, Math.floor(place));
        float share = place - below;
        return mix(anchors, 16, below, share) << 16
                | mix(anchors, 8, below, share) << 8
                | mix(anchors, 0, below, share);
    }

    private static int mix(int[] anchors, int shift, int below, float share) {
        int from = anchors[below] >> shift & 0xFF;
        int to = anchors[below + 1] >> shift & 0xFF;
        return Math.round(from + share * (to - from));
    }
}
