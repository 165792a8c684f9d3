package org.larmor.core.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.larmor.core.domain.RealImage;

/**
 * How true a deviation is, inside the object, after one least-squares scale of picture and deviation for all images.
 *
 * @param coverage90 share of the pixels whose truth lies within +- 1.645 deviations of the picture: 0.90 when calibrated
 * @param ause area under the sparsification error curve, normalised: 0 where the deviation ranks the errors perfectly, 1 where
 *     it ranks them at random
 */
public record UncertaintyScore(double coverage90, double ause) {
    /** Half the width of a 90 % interval of a normal distribution, in standard deviations. */
    public static final double HALF_WIDTH = 1.645;

    private static final int POINTS = 50;
    private static final double FEWEST = 0.02;

    /**
     * One score an image.
     *
     * @param deviation standard deviation of each pixel, in the result's units
     * @throws IllegalArgumentException if the images are not as many, or not of one size
     */
    public static List<UncertaintyScore> of(List<RealImage> truth, List<RealImage> result, List<RealImage> deviation) {
        List<UncertaintyScore> scores = new ArrayList<>();
        for (Pixels pixels : Pixels.inside(truth, result, deviation)) {
            double[] error = pixels.error();
            double[] sd = pixels.deviation();
            long held = IntStream.range(0, error.length)
                    .filter(i -> error[i] <= HALF_WIDTH * sd[i])
                    .count();
            scores.add(new UncertaintyScore((double) held / error.length, ause(error, sd)));
        }
        return scores;
    }

    /** The mean over images, figure by figure. */
    public static UncertaintyScore mean(List<UncertaintyScore> scores) {
        return new UncertaintyScore(
                scores.stream()
                        .mapToDouble(UncertaintyScore::coverage90)
                        .average()
                        .orElse(Double.NaN),
                scores.stream().mapToDouble(UncertaintyScore::ause).average().orElse(Double.NaN));
    }

    private static double ause(double[] error, double[] deviation) {
        double ours = left(error, deviation);
        double oracle = left(error, error);
        double random = Arrays.stream(error).average().orElse(Double.NaN);
        return (ours - oracle) / (random - oracle);
    }

    /** Mean error of the pixels that are left when those with the highest keys are dropped, averaged over how many are left. */
    private static double left(double[] error, double[] key) {
        double[] sorted = IntStream.range(0, error.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> key[i]))
                .mapToDouble(i -> error[i])
                .toArray();
        Arrays.parallelPrefix(sorted, Double::sum);
        double first = FEWEST * sorted.length;
        double step = (sorted.length - 1 - first) / (POINTS - 1);
        return IntStream.range(0, POINTS)
                .map(point -> point == POINTS - 1 ? sorted.length - 1 : (int) (first + point * step))
                .mapToDouble(at -> sorted[at] / (at + 1))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The pixels of one image's object, in the truth's units.
     *
     * @param error size of the picture's error
     * @param deviation what it was expected to be
     */
    public record Pixels(double[] error, double[] deviation) {
        /** Those of each image, after one least-squares scale for all. */
        public static List<Pixels> inside(List<RealImage> truth, List<RealImage> result, List<RealImage> deviation) {
            Score.check(truth, result);
            Score.check(truth, deviation);
            double scale = LeastSquaresScale.of(truth, result);
            ObjectMask mask = ObjectMask.of(truth);
            List<Pixels> pixels = new ArrayList<>();
            for (int n = 0; n < truth.size(); n++) {
                float[] t = truth.get(n).data();
                float[] r = result.get(n).data();
                float[] sd = deviation.get(n).data();
                boolean[] object = mask.inside(truth.get(n));
                int[] places =
                        IntStream.range(0, t.length).filter(i -> object[i]).toArray();
                pixels.add(new Pixels(
                        Arrays.stream(places)
                                .mapToDouble(i -> Math.abs(scale * r[i] - t[i]))
                                .toArray(),
                        Arrays.stream(places).mapToDouble(i -> scale * sd[i]).toArray()));
            }
            return pixels;
        }

        /** Errors over half the width of the 90 % interval, rising; at most 1 where the interval holds the truth. */
        public double[] scores() {
            return IntStream.range(0, error.length)
                    .mapToDouble(i -> error[i] / (HALF_WIDTH * deviation[i]))
                    .map(score -> Double.isNaN(score) ? 0 : score)
                    .sorted()
                    .toArray();
        }
    }
}
