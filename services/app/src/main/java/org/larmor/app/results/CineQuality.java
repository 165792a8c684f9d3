package org.larmor.app.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.RealImage;
import org.larmor.core.metrics.LeastSquaresScale;
import org.larmor.core.metrics.Psnr;

/**
 * How near the synthesised frames of a cine come to the truth of their moments, in the pixels that move: those whose truth varies over
 * the cycle by more than a tenth of its peak. PSNR in dB, all frames together, one scale for all that is measured and synthesised.
 *
 * @param frames synthesised frames that were compared
 * @param synthesised of the frames themselves
 * @param blended of what linear blending of the two measured phases gives
 * @param still of the nearer measured phase
 */
public record CineQuality(int frames, double synthesised, double blended, double still) {
    private static final double MOVES = .1;

    /**
     * Compares the frames of a cine; not a number where none is synthesised.
     *
     * @param truth the true picture at a share of the cycle
     */
    public static CineQuality of(List<Frame> cine, DoubleFunction<RealImage> truth) {
        Map<Double, RealImage> measured = new TreeMap<>();
        cine.stream().filter(Frame::isMeasured).forEach(frame -> measured.put(frame.time(), frame.magnitude()));
        List<RealImage> truths =
                cine.stream().map(frame -> truth.apply(frame.time())).toList();
        Comparison all = new Comparison(
                truths,
                LeastSquaresScale.of(truths, cine.stream().map(Frame::magnitude).toList()));
        List<Integer> made = new ArrayList<>();
        for (int i = 0; i < cine.size(); i++) {
            Frame frame = cine.get(i);
            boolean between = measured.containsKey(frame.source().time())
                    && measured.containsKey(frame.target().time());
            if (!frame.isMeasured() && between) {
                made.add(i);
            }
        }
        return new CineQuality(
                made.size(),
                all.psnr(made, i -> cine.get(i).magnitude()),
                all.psnr(made, i -> between(cine.get(i), measured, cine.get(i).gamma())),
                all.psnr(
                        made,
                        i -> between(
                                cine.get(i), measured, Math.round(cine.get(i).gamma()))));
    }

    private static RealImage between(Frame frame, Map<Double, RealImage> measured, double share) {
        float[] source = get(measured, frame.source()).data();
        float[] target = get(measured, frame.target()).data();
        float[] blend = new float[source.length];
        for (int i = 0; i < blend.length; i++) {
            blend[i] = (float) ((1 - share) * source[i] + share * target[i]);
        }
        return new RealImage(frame.magnitude().rows(), frame.magnitude().columns(), blend);
    }

    private static RealImage get(Map<Double, RealImage> measured, Frame.Phase phase) {
        return java.util.Objects.requireNonNull(measured.get(phase.time()));
    }

    private interface Picture {
        RealImage of(int frame);
    }

    private record Comparison(List<RealImage> truths, double scale) {
        double psnr(List<Integer> frames, Picture picture) {
            int length = truths.isEmpty() ? 0 : truths.getFirst().data().length;
            double peak = truths.stream().mapToDouble(Comparison::peak).max().orElse(0);
            boolean[] moves = moves(length, peak);
            boolean[] inside = new boolean[frames.size() * length];
            double[] truth = new double[inside.length];
            double[] result = new double[inside.length];
            for (int n = 0; n < frames.size(); n++) {
                float[] t = truths.get(frames.get(n)).data();
                float[] r = picture.of(frames.get(n)).data();
                for (int i = 0; i < length; i++) {
                    inside[n * length + i] = moves[i];
                    truth[n * length + i] = t[i];
                    result[n * length + i] = scale * r[i];
                }
            }
            return Psnr.inside(inside, truth, result, peak);
        }

        private boolean[] moves(int length, double peak) {
            boolean[] moves = new boolean[length];
            for (int i = 0; i < length; i++) {
                float low = Float.MAX_VALUE;
                float high = 0;
                for (RealImage truth : truths) {
                    low = Math.min(low, truth.data()[i]);
                    high = Math.max(high, truth.data()[i]);
                }
                moves[i] = high - low > MOVES * peak;
            }
            return moves;
        }

        private static double peak(RealImage image) {
            float peak = 0;
            for (float value : image.data()) {
                peak = Math.max(peak, value);
            }
            return peak;
        }
    }
}
