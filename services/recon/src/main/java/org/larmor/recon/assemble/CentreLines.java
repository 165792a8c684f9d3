package org.larmor.recon.assemble;

import java.util.BitSet;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ScanHeader;

/** Tells when enough adjacent lines at the centre of an image's k-space (ACS) are in. */
final class CentreLines {
    private final int wanted;
    private final int centre;
    private final BitSet lines = new BitSet();

    CentreLines(ScanHeader header, int wanted) {
        Limit limit = header.limits().step1();
        this.wanted = wanted;
        this.centre = limit.centre() > 0 ? limit.centre() : header.encoded().rows() / 2;
    }

    void add(Readout readout) {
        if (!readout.is(ReadoutFlag.NOISE_MEASUREMENT)) {
            lines.set(readout.counters().step1());
        }
    }

    /** Whether that many lines in a row, the centre among them and not at their edge, are in. */
    boolean areIn() {
        int half = wanted / 2;
        return lines.nextClearBit(Math.max(0, centre - half)) >= centre - half + wanted;
    }
}
