package org.larmor.core.coils;

import org.larmor.core.domain.SamplingMask;

/**
 * The autocalibration signal: the fully sampled block around the centre of k-space. It need not be symmetric. Empty (no rows)
 * where the centre itself was not measured.
 *
 * @param firstRow first row (phase encoding) of the block
 * @param rows rows of the block
 * @param firstColumn first column (readout) of the block
 * @param columns columns of the block
 */
public record AcsRegion(int firstRow, int rows, int firstColumn, int columns) {
    private static final AcsRegion EMPTY = new AcsRegion(0, 0, 0, 0);
    /** Beyond this many samples along one axis more calibration brings nothing: the other axis then counts. */
    private static final int ENOUGH = 32;

    /** The fully sampled block around the centre that is largest, counting at most 32 samples along each axis first. */
    public static AcsRegion find(SamplingMask mask) {
        AcsRegion best = EMPTY;
        int centre = mask.rows() / 2;
        Interval above = Interval.around(mask, centre);
        for (int top = centre; top >= 0 && !above.isEmpty(); top--) {
            above = above.and(Interval.around(mask, top));
            Interval both = above;
            for (int bottom = centre; bottom < mask.rows() && !both.isEmpty(); bottom++) {
                both = both.and(Interval.around(mask, bottom));
                AcsRegion block = new AcsRegion(top, bottom - top + 1, both.from, both.to - both.from);
                best = block.isLargerThan(best) ? block : best;
            }
        }
        return best;
    }

    public boolean isEmpty() {
        return rows == 0 || columns == 0;
    }

    /** Whether the block holds at least this many rows and columns. */
    public boolean covers(int leastRows, int leastColumns) {
        return rows >= leastRows && columns >= leastColumns;
    }

    /** The part of the block nearest to the centre of a grid that has at most these many rows and columns. */
    public AcsRegion limitedTo(int mostRows, int mostColumns, SamplingMask grid) {
        int height = Math.min(rows, mostRows);
        int width = Math.min(columns, mostColumns);
        int top = Math.clamp(grid.rows() / 2 - height / 2, firstRow, firstRow + rows - height);
        int left = Math.clamp(grid.columns() / 2 - width / 2, firstColumn, firstColumn + columns - width);
        return new AcsRegion(top, height, left, width);
    }

    private boolean isLargerThan(AcsRegion other) {
        long useful = useful();
        long others = other.useful();
        return useful != others ? useful > others : (long) rows * columns > (long) other.rows * other.columns;
    }

    private long useful() {
        return (long) Math.min(rows, ENOUGH) * Math.min(columns, ENOUGH);
    }

    /** Columns {@code from} to before {@code to}. */
    private record Interval(int from, int to) {
        /** The measured columns of a row around the centre column. */
        static Interval around(SamplingMask mask, int row) {
            int centre = mask.columns() / 2;
            int from = centre;
            int to = centre;
            while (to < mask.columns() && mask.isSampled(row, to)) {
                to++;
            }
            while (to > centre && from > 0 && mask.isSampled(row, from - 1)) {
                from--;
            }
            return new Interval(from, to);
        }

        Interval and(Interval other) {
            return new Interval(Math.max(from, other.from), Math.min(to, other.to));
        }

        boolean isEmpty() {
            return to <= from;
        }
    }
}
