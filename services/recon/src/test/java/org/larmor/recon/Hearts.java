package org.larmor.recon;

import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.CardiacSettings;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;

/** Small fully sampled scans of a beating heart, without noise. */
public final class Hearts {
    private static final int MATRIX = 40;

    private Hearts() {}

    public static SimulatedScan scan(String scanId, CardiacSettings heart, int phases) {
        return new SimulatedScan(new SimulationSettings(
                scanId,
                Anatomy.heart(),
                MATRIX,
                MATRIX,
                1,
                phases,
                2,
                1,
                MaskKind.FULL,
                1,
                0,
                AcquisitionOrder.LINEAR,
                0,
                0,
                5,
                300,
                heart,
                1));
    }
}
