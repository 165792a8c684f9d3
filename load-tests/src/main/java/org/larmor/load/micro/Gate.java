package org.larmor.load.micro;

/** What must hold before a figure is worth anything. */
public final class Gate {
    private Gate() {}

    /** @throws IllegalStateException if the value is above what is allowed, or no number */
    public static void atMost(String what, double value, double allowed) {
        if (!(value <= allowed)) {
            throw new IllegalStateException(what + " is " + value + ", allowed are " + allowed + ": not timed");
        }
    }

    /** @throws IllegalStateException if the value is below what is wanted, or no number */
    public static void atLeast(String what, double value, double wanted) {
        if (!(value >= wanted)) {
            throw new IllegalStateException(what + " is " + value + ", wanted are " + wanted + ": not timed");
        }
    }

    /** Norm of the difference over the norm of what is expected. */
    public static double relativeError(float[] expected, float[] actual) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow((double) expected[i] - actual[i], 2);
            norm += (double) expected[i] * expected[i];
        }
        return Math.sqrt(difference / norm);
    }
}
