package org.larmor.display.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.larmor.core.domain.RealImage;

/**
 * Real pixels as unsigned 16-bit ones: {@value #PER_UNIT} x value = {@link #slope} x stored + {@link #intercept}. The largest error is half
 * a slope; pixels that are not finite become the smallest.
 *
 * <p>The factor is there because many programs round rescaled values of MR images to whole numbers, and in whitened units noise is 1.
 */
record StoredPixels(double slope, double intercept, byte[] words) {
    static final int PER_UNIT = 1000;
    private static final int LARGEST = 65_535;

    /** From 0, or the smallest pixel where that is below, to the largest. */
    static StoredPixels of(RealImage image) {
        double low = 0;
        double high = 0;
        for (float value : image.data()) {
            if (Float.isFinite(value)) {
                low = Math.min(low, (double) PER_UNIT * value);
                high = Math.max(high, (double) PER_UNIT * value);
            }
        }
        double intercept = written(low);
        double slope = high > low ? written((high - intercept) / LARGEST) : 1;
        ByteBuffer words =
                ByteBuffer.allocate(Math.multiplyExact(2, image.data().length)).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : image.data()) {
            long level = Float.isFinite(value) ? Math.round(((double) PER_UNIT * value - intercept) / slope) : 0;
            words.putShort((short) Math.clamp(level, 0, LARGEST));
        }
        return new StoredPixels(slope, intercept, words.array());
    }

    /** As a reader will see it. */
    private static double written(double value) {
        return Double.parseDouble(DataSet.decimal(value));
    }
}
