package org.larmor.core.numerics;

/** Whether samples are numbers. */
public final class Finite {
    private static final int WITHOUT_SIGN = 0x7fffffff;
    private static final int INFINITE = 0x7f800000;

    private Finite() {}

    /**
     * Whether no value is NaN or infinite. Those have the largest bits of all values of either sign; a maximum of whole numbers
     * can be taken of many values at a time, as a sum of floats, whose order counts, cannot.
     */
    public static boolean all(float[] values) {
        int largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Float.floatToRawIntBits(value) & WITHOUT_SIGN);
        }
        return largest < INFINITE;
    }
}
