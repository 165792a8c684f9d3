package org.larmor.core.coils;

import java.util.Arrays;
import org.larmor.core.domain.SamplingMask;

/** A sampling mask that knows which of its rows are empty, full or mixed, so that clearing needs few tests. */
final class LineMask {
    private enum Row {
        EMPTY,
        FULL,
        MIXED
    }

    private final SamplingMask mask;
    private final Row[] rows;

    private LineMask(SamplingMask mask, Row[] rows) {
        this.mask = mask;
        this.rows = rows;
    }

    static LineMask of(SamplingMask mask) {
        Row[] rows = new Row[mask.rows()];
        for (int row = 0; row < rows.length; row++) {
            int count = 0;
            for (int column = 0; column < mask.columns(); column++) {
                count += mask.isSampled(row, column) ? 1 : 0;
            }
            rows[row] = count == 0 ? Row.EMPTY : count == mask.columns() ? Row.FULL : Row.MIXED;
        }
        return new LineMask(mask, rows);
    }

    /** Whether every row is measured wholly or not at all. */
    boolean isWhole() {
        return Arrays.stream(rows).noneMatch(row -> row == Row.MIXED);
    }

    /** Zeroes the samples of a coil stack that were not measured. */
    void clearUnmeasured(float[] stack, int coils) {
        int width = 2 * mask.columns();
        for (int line = 0; line < coils * rows.length; line++) {
            int row = line % rows.length;
            switch (rows[row]) {
                case FULL -> {}
                case EMPTY -> Arrays.fill(stack, line * width, (line + 1) * width, 0);
                case MIXED -> clearRow(stack, line * width, row);
            }
        }
    }

    private void clearRow(float[] stack, int start, int row) {
        for (int column = 0; column < mask.columns(); column++) {
            if (!mask.isSampled(row, column)) {
                stack[start + 2 * column] = 0;
                stack[start + 2 * column + 1] = 0;
            }
        }
    }
}
