package org.larmor.core.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.metrics.Otsu;

/**
 * Where the brain lies in axial slices of a whole head, by morphology: what is bright, eroded until it comes off the scalp, the part
 * nearest to the head's middle, grown back. Good enough in the middle of the brain, and says of each slice whether it is to be trusted.
 */
public final class BrainMask {
    private static final double WHITE_PERCENT = 99;
    private static final double HEAD = 0.1;
    private static final double SOME = 0.05;
    private static final double SATURATED = 0.97;
    private static final double TISSUE = 0.75;
    private static final double REGROWN = 0.8;
    /** mm (y, x): how near the head's centre the brain's core is looked for. */
    private static final double[] REACH = {60, 50};

    private static final double LEAST_AREA_MM2 = 5500;
    private static final double LEAST_SOLIDITY = 0.9;

    private final List<PlaneMask> slices;

    private BrainMask(List<PlaneMask> slices) {
        this.slices = List.copyOf(slices);
    }

    /** Of a stack of pixels of 1 mm, nose up. */
    public static BrainMask of(RealVolume stack) {
        int rows = stack.rows();
        int columns = stack.columns();
        float[] bright = normalised(stack.data());
        float[] head = new float[bright.length];
        var blur = new GaussianBlur(1, 1);
        int plane = rows * columns;
        for (int from = 0; from < bright.length; from += plane) {
            float[] slice = blur.of(Arrays.copyOfRange(bright, from, from + plane), rows, columns);
            System.arraycopy(slice, 0, head, from, plane);
        }
        double level = TISSUE * Otsu.threshold(above(head, SOME));
        boolean[] eroded = new boolean[bright.length];
        for (int from = 0; from < bright.length; from += plane) {
            int at = from;
            boolean[] slice = PlaneMask.where(rows, columns, i -> head[at + i] > level && bright[at + i] < SATURATED)
                    .eroded(4)
                    .pixels();
            System.arraycopy(slice, 0, eroded, from, plane);
        }
        boolean[] core = new Parts(eroded, rows, columns).heaviest(nearness(head, rows, columns));
        List<PlaneMask> slices = new ArrayList<>();
        for (int from = 0; from < bright.length; from += plane) {
            int at = from;
            slices.add(new PlaneMask(rows, columns, Arrays.copyOfRange(core, from, from + plane))
                    .dilated(5)
                    .and(i -> head[at + i] > REGROWN * level)
                    .closed(6)
                    .opened(5)
                    .filled());
        }
        return new BrainMask(slices);
    }

    /** Whether each pixel of a slice is brain, row by row. */
    public boolean[] inside(int slice) {
        return slices.get(slice).pixels().clone();
    }

    /** Whether a slice's mask looks like a brain: large enough, without bays. */
    public boolean isCredible(int slice) {
        PlaneMask mask = slices.get(slice);
        return mask.area() > LEAST_AREA_MM2 && mask.area() > LEAST_SOLIDITY * new ConvexHull(mask).area();
    }

    /** Intensities between 0 and 1, which stands for the 99th percentile. */
    static float[] normalised(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = WHITE_PERCENT / 100 * (sorted.length - 1);
        int below = (int) place;
        float next = sorted[Math.min(below + 1, sorted.length - 1)];
        double white = sorted[below] + (place - below) * (next - sorted[below]);
        float[] bright = new float[values.length];
        for (int i = 0; i < bright.length; i++) {
            bright[i] = white > 0 ? (float) Math.clamp(values[i] / white, 0, 1) : 0;
        }
        return bright;
    }

    private static float[] above(float[] values, double least) {
        float[] kept = new float[values.length];
        int count = 0;
        for (float value : values) {
            if (value > least) {
                kept[count++] = value;
            }
        }
        return count == 0 ? new float[] {0} : Arrays.copyOf(kept, count);
    }

    /** How near the head's middle each pixel of a plane lies, 1 there. */
    private static double[] nearness(float[] head, int rows, int columns) {
        double y = 0;
        double x = 0;
        int count = 0;
        for (int i = 0; i < head.length; i++) {
            if (head[i] > HEAD) {
                y += i / columns % rows;
                x += i % columns;
                count++;
            }
        }
        double[] near = new double[rows * columns];
        for (int i = 0; i < near.length; i++) {
            double dy = (i / columns - y / Math.max(1, count)) / REACH[0];
            double dx = (i % columns - x / Math.max(1, count)) / REACH[1];
            near[i] = Math.exp(-dy * dy - dx * dx);
        }
        return near;
    }
}
