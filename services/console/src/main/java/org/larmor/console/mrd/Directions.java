package org.larmor.console.mrd;

import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.Vector3;

/** Where an acquisition lies, as its MRD header tells. */
public final class Directions {
    private Directions() {}

    /** Acquisitions that tell no directions get those of an axial slice. */
    public static Placement placement(Vector3 position, Vector3 read, Vector3 phase, Vector3 slice) {
        boolean told = !read.equals(Vector3.ZERO) && !phase.equals(Vector3.ZERO) && !slice.equals(Vector3.ZERO);
        Placement axial = Placement.AXIAL;
        return told
                ? new Placement(position, read, phase, slice)
                : new Placement(position, axial.read(), axial.phase(), axial.slice());
    }
}
