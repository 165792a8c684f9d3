package org.larmor.display.picture;

/** The colours of uncertainty, dark violet over orange to pale yellow: brightness rises all the way. */
public final class ColourScale {
    private static final int[] ANCHORS = {0x08051A, 0x3B0F6F, 0x8C2981, 0xD8456C, 0xF98C3C, 0xFBD24A, 0xFCFBD0};

    private ColourScale() {}

    /** The colour at {@code position}, 0 to 1, as 0xRRGGBB. */
    public static int rgb(float position) {
        float place = Math.max(0, Math.min(1, position)) * (ANCHORS.length - 1);
        int below = (int) Math.min(ANCHORS.length - 2, Math.floor(place));
        float share = place - below;
        return mix(16, below, share) << 16 | mix(8, below, share) << 8 | mix(0, below, share);
    }

    private static int mix(int shift, int below, float share) {
        int from = ANCHORS[below] >> shift & 0xFF;
        int to = ANCHORS[below + 1] >> shift & 0xFF;
        return Math.round(from + share * (to - from));
    }
}
