package org.larmor.core.anomaly;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** A set of pixels of one plane, and what morphology makes of it. Beyond the border nothing is in the set. */
final class PlaneMask {
    private final int rows;
    private final int columns;
    private final boolean[] in;

    PlaneMask(int rows, int columns, boolean[] in) {
        this.rows = rows;
        this.columns = columns;
        this.in = in;
    }

    static PlaneMask where(int rows, int columns, IntPredicate pixel) {
        boolean[] in = new boolean[rows * columns];
        for (int i = 0; i < in.length; i++) {
            in[i] = pixel.test(i);
        }
        return new PlaneMask(rows, columns, in);
    }

    boolean[] pixels() {
        return in;
    }

    int area() {
        int area = 0;
        for (boolean pixel : in) {
            area += pixel ? 1 : 0;
        }
        return area;
    }

    /** The pixels (row, column), row by row. */
    List<int[]> points() {
        List<int[]> points = new ArrayList<>();
        for (int i = 0; i < in.length; i++) {
            if (in[i]) {
                points.add(new int[] {i / columns, i % columns});
            }
        }
        return points;
    }

    PlaneMask and(IntPredicate pixel) {
        return where(rows, columns, i -> in[i] && pixel.test(i));
    }

    /** Pixels within {@code radius} of one of the set. */
    PlaneMask dilated(int radius) {
        return within(radius, in, true);
    }

    /** Pixels farther than {@code radius} from all outside the set. */
    PlaneMask eroded(int radius) {
        return within(radius, in, false);
    }

    PlaneMask opened(int radius) {
        return eroded(radius).dilated(radius);
    }

    PlaneMask closed(int radius) {
        return dilated(radius).eroded(radius);
    }

    /** Whether a pixel equal to {@code sought} lies in the disk around each; the border counts as outside. */
    private PlaneMask within(int radius, boolean[] of, boolean sought) {
        boolean[] made = new boolean[of.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = reaches(of, i / columns, i % columns, radius, sought) == sought;
        }
        return new PlaneMask(rows, columns, made);
    }

    private boolean reaches(boolean[] of, int row, int column, int radius, boolean sought) {
        for (int dy = -radius; dy <= radius; dy++) {
            int width = (int) Math.sqrt(radius * radius + 0.5 - dy * dy);
            for (int dx = -width; dx <= width; dx++) {
                int y = row + dy;
                int x = column + dx;
                boolean there = y >= 0 && y < rows && x >= 0 && x < columns && of[y * columns + x];
                if (there == sought) {
                    return true;
                }
            }
        }
        return false;
    }

    /** With every pixel that the border cannot be reached from without crossing the set. */
    PlaneMask filled() {
        boolean[] open = new boolean[in.length];
        ArrayDeque<Integer> edge = new ArrayDeque<>();
        for (int i = 0; i < in.length; i++) {
            boolean border =
                    i / columns == 0 || i / columns == rows - 1 || i % columns == 0 || i % columns == columns - 1;
            if (border && !in[i]) {
                open[i] = true;
                edge.add(i);
            }
        }
        while (!edge.isEmpty()) {
            int at = edge.poll();
            for (int next : neighbours(at)) {
                if (next >= 0 && !in[next] && !open[next]) {
                    open[next] = true;
                    edge.add(next);
                }
            }
        }
        return where(rows, columns, i -> !open[i]);
    }

    /** Up, down, left and right; -1 beyond the border. */
    private int[] neighbours(int at) {
        int column = at % columns;
        return new int[] {
            at - columns,
            at + columns < in.length ? at + columns : -1,
            column > 0 ? at - 1 : -1,
            column < columns - 1 ? at + 1 : -1
        };
    }

    /** Of each pixel of the set, how far it is from the nearest outside, pixels (3-4 chamfer, within 6 % of Euclid's); 0 outside. */
    double[] depth() {
        int[] thirds = new int[in.length];
        for (int i = 0; i < in.length; i++) {
            thirds[i] = in[i] ? nearest(thirds, i, -1) : 0;
        }
        for (int i = in.length - 1; i >= 0; i--) {
            thirds[i] = Math.min(thirds[i], nearest(thirds, i, 1));
        }
        return Arrays.stream(thirds).mapToDouble(third -> third / 3.0).toArray();
    }

    /** The distance by way of the four neighbours that were passed before, in thirds of a pixel. */
    private int nearest(int[] thirds, int at, int direction) {
        int row = at / columns;
        int column = at % columns;
        int[][] passed = {{0, direction, 3}, {direction, 0, 3}, {direction, 1, 4}, {direction, -1, 4}};
        int nearest = Integer.MAX_VALUE;
        for (int[] step : passed) {
            int y = row + step[0];
            int x = column + step[1];
            boolean within = y >= 0 && y < rows && x >= 0 && x < columns;
            nearest = Math.min(nearest, (within ? thirds[y * columns + x] : 0) + step[2]);
        }
        return nearest;
    }

    /** The largest of its parts that hang together by their sides. */
    PlaneMask largestPart() {
        double[] same = new double[in.length];
        Arrays.fill(same, 1);
        return new PlaneMask(rows, columns, new Parts(in, rows, columns).heaviest(same));
    }
}
