package org.larmor.core.metrics;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.RealImage;

/**
 * How near a picture comes to the truth, after one least-squares scale for all images of a result.
 *
 * @param psnr dB over the whole picture, the peak taken over all images of the truth
 * @param object the same inside the object only: the truth's background is a noise floor that a good method removes
 * @param ssim structural similarity, at most 1
 * @param nrmse error as a share of the truth
 */
public record Score(double psnr, double object, double ssim, double nrmse) {
    /** One image. */
    public static Score of(RealImage truth, RealImage result) {
        return of(List.of(truth), List.of(result)).getFirst();
    }

    /**
     * One score an image.
     *
     * @throws IllegalArgumentException if the images are not as many, not of one size, or hold values that are not finite
     */
    public static List<Score> of(List<RealImage> truth, List<RealImage> result) {
        check(truth, result);
        double scale = LeastSquaresScale.of(truth, result);
        double peak = peak(truth);
        ObjectMask mask = ObjectMask.of(truth);
        List<Score> scores = new ArrayList<>();
        for (int n = 0; n < truth.size(); n++) {
            RealImage image = truth.get(n);
            double[] t = LeastSquaresScale.apply(image, 1);
            double[] r = LeastSquaresScale.apply(result.get(n), scale);
            boolean[] object = mask.inside(image);
            scores.add(new Score(
                    Psnr.whole(t, r, peak),
                    Psnr.inside(object, t, r, peak),
                    Ssim.of(image.rows(), image.columns(), t, r, peak),
                    Nrmse.of(t, r)));
        }
        return scores;
    }

    /** The mean over images, figure by figure. */
    public static Score mean(List<Score> scores) {
        return new Score(
                scores.stream().mapToDouble(Score::psnr).average().orElse(Double.NaN),
                scores.stream().mapToDouble(Score::object).average().orElse(Double.NaN),
                scores.stream().mapToDouble(Score::ssim).average().orElse(Double.NaN),
                scores.stream().mapToDouble(Score::nrmse).average().orElse(Double.NaN));
    }

    private static double peak(List<RealImage> truth) {
        double peak = Double.NEGATIVE_INFINITY;
        for (RealImage image : truth) {
            for (float value : image.data()) {
                peak = Math.max(peak, value);
            }
        }
        return peak;
    }

    static void check(List<RealImage> truth, List<RealImage> result) {
        if (truth.isEmpty() || truth.size() != result.size()) {
            throw new IllegalArgumentException(
                    "the truth has " + truth.size() + " images and the result " + result.size());
        }
        for (int n = 0; n < truth.size(); n++) {
            RealImage t = truth.get(n);
            RealImage r = result.get(n);
            if (t.rows() != r.rows() || t.columns() != r.columns()) {
                throw new IllegalArgumentException("the truth is " + t.rows() + " x " + t.columns() + " and the result "
                        + r.rows() + " x " + r.columns());
            }
            for (float value : r.data()) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("the result holds values that are not finite");
                }
            }
        }
    }
}
