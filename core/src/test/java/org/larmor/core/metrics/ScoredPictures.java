package org.larmor.core.metrics;

import org.larmor.core.domain.RealImage;

/** Pictures told by formula, which the Python scoring tool (NumPy, SciPy) was given too. */
final class ScoredPictures {
    static final int ROWS = 40;
    static final int COLUMNS = 36;

    private ScoredPictures() {}

    static RealImage truth(int n) {
        float[] data = new float[ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            int y = i / COLUMNS;
            int x = i % COLUMNS;
            boolean inside = (y - 20) * (y - 20) + (x - 17) * (x - 17) < (14 - 2 * n) * (14 - 2 * n);
            data[i] = (inside ? 10 + (3 * y + 5 * x + 7 * n) % 11 : 0) + (y * x) % 3 * 0.25f;
        }
        return new RealImage(ROWS, COLUMNS, data);
    }

    static RealImage result(int n) {
        float[] data = truth(n).data();
        for (int i = 0; i < data.length; i++) {
            data[i] = 2 * data[i] + ((7 * (i / COLUMNS) + 13 * (i % COLUMNS) + n) % 5) * 0.5f;
        }
        return new RealImage(ROWS, COLUMNS, data);
    }

    /** No two of an image are alike. */
    static RealImage deviation(int n) {
        float[] data = new float[ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (0.1 + 1.4 * ((7919 * i + n * 31) % 1440) / 1440);
        }
        return new RealImage(ROWS, COLUMNS, data);
    }
}
