package org.larmor.console.file;

import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.Masks;

/** Lines that are kept of a fully sampled file; see {@link Masks}. */
public record Undersampling(MaskKind mask, double acceleration, int acs, long seed) {
    boolean[] lines(int rows) {
        return Masks.lines(mask, rows, acceleration, acs, 0, seed);
    }

    boolean isCalibration(int row, int rows) {
        return mask != MaskKind.FULL && Masks.isCalibration(row, rows, acs);
    }
}
