package org.larmor.core.coils;

/** A complex matrix that turns samples of one set of coils into those of another; for samples ordered coil by coil. */
final class CoilMatrix {
    private final int outputs;
    private final int inputs;
    private final float[] matrix;

    /** @param matrix {@code outputs * inputs} interleaved complex values, row by row */
    CoilMatrix(int outputs, int inputs, double[] matrix) {
        this.outputs = outputs;
        this.inputs = inputs;
        this.matrix = new float[2 * outputs * inputs];
        for (int i = 0; i < this.matrix.length; i++) {
            this.matrix[i] = (float) matrix[i];
        }
    }

    /**
     * The other coils' samples, in a new array.
     *
     * @throws IllegalArgumentException if the samples do not divide among the coils
     */
    float[] apply(float[] samples) {
        if (samples.length % (2 * inputs) != 0) {
            throw new IllegalArgumentException(
                    samples.length / 2 + " samples do not divide among " + inputs + " coils");
        }
        int width = samples.length / inputs;
        float[] out = new float[Math.multiplyExact(outputs, width)];
        for (int i = 0; i < outputs; i++) {
            for (int j = 0; j < inputs; j++) {
                float re = matrix[2 * (i * inputs + j)];
                float im = matrix[2 * (i * inputs + j) + 1];
                if (re != 0 || im != 0) {
                    addScaled(samples, j * width, re, im, out, i * width, width);
                }
            }
        }
        return out;
    }

    private static void addScaled(float[] from, int start, float re, float im, float[] to, int at, int width) {
        for (int k = 0; k < width; k += 2) {
            float a = from[start + k];
            float b = from[start + k + 1];
            to[at + k] += re * a - im * b;
            to[at + k + 1] += re * b + im * a;
        }
    }
}
