package org.larmor.models.diffusion;

import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.RealImage;

/** Mean and standard deviation of the magnitudes of a slice's samples, pixel by pixel as they come, and their mean phase. */
final class SampleStatistics {
    private final int rows;
    private final int columns;
    private final double[] sum;
    private final double[] magnitudeMean;
    private final double[] squares;
    private int count;

    SampleStatistics(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.sum = new double[2 * rows * columns];
        this.magnitudeMean = new double[rows * columns];
        this.squares = new double[rows * columns];
    }

    /** Takes a sample (Welford, Technometrics 4:419, 1962). */
    void add(ComplexImage sample) {
        float[] data = sample.data();
        count++;
        for (int i = 0; i < magnitudeMean.length; i++) {
            sum[2 * i] += data[2 * i];
            sum[2 * i + 1] += data[2 * i + 1];
            double magnitude = Math.hypot(data[2 * i], data[2 * i + 1]);
            double off = magnitude - magnitudeMean[i];
            magnitudeMean[i] += off / count;
            squares[i] += off * (magnitude - magnitudeMean[i]);
        }
    }

    /** The mean of the complex samples. */
    ComplexImage complexMean() {
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / count);
        }
        return new ComplexImage(rows, columns, mean);
    }

    /** The picture whose magnitude is the mean of the samples' magnitudes and whose phase is that of their mean. */
    ComplexImage mean() {
        ComplexImage mean = complexMean();
        float[] data = mean.data();
        for (int i = 0; i < magnitudeMean.length; i++) {
            double length = Math.hypot(data[2 * i], data[2 * i + 1]);
            double stretch = length > 0 ? magnitudeMean[i] / length : 0;
            data[2 * i] *= (float) stretch;
            data[2 * i + 1] *= (float) stretch;
        }
        return mean;
    }

    /**
     * The deviation of the picture's error: the samples' variance (n - 1) and the square of the error that the network expects
     * of itself add up (law of total variance). With one of the two it is that one's; null with neither.
     *
     * @param expected the error that the network expects of itself, or null where it does not say
     */
    @Nullable
    RealImage standardDeviation(@Nullable RealImage expected) {
        if (count < 2 && expected == null) {
            return null;
        }
        float[] deviation = new float[squares.length];
        for (int i = 0; i < deviation.length; i++) {
            double own = expected == null ? 0 : expected.data()[i];
            double spread = count < 2 ? 0 : squares[i] / (count - 1);
            deviation[i] = (float) Math.sqrt(spread + own * own);
        }
        return new RealImage(rows, columns, deviation);
    }
}
