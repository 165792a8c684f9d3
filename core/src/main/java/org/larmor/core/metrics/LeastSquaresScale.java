package org.larmor.core.metrics;

import java.util.List;
import org.larmor.core.domain.RealImage;

/** The one factor that brings a result nearest to the truth, so that no method gains by its own scaling. */
public final class LeastSquaresScale {
    private LeastSquaresScale() {}

    /** {@code <truth, result> / <result, result>} over all images; 0 where the result is 0 everywhere. */
    public static double of(List<RealImage> truth, List<RealImage> result) {
        double product = 0;
        double square = 0;
        for (int n = 0; n < truth.size(); n++) {
            float[] t = truth.get(n).data();
            float[] r = result.get(n).data();
            for (int i = 0; i < t.length; i++) {
                product += (double) t[i] * r[i];
                square += (double) r[i] * r[i];
            }
        }
        return square == 0 ? 0 : product / square;
    }

    /** The result times a factor, in double precision, row by row. */
    static double[] apply(RealImage result, double factor) {
        double[] scaled = new double[result.data().length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = result.data()[i] * factor;
        }
        return scaled;
    }
}
