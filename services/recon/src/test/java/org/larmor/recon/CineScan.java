package org.larmor.recon;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;

/** A small beating heart whose phases are measured one after another, in any order. */
final class CineScan {
    static final int MATRIX = 48;

    private final String scanId;
    private final List<UserParameter> parameters;
    private final SimulatedScan scan;
    private final List<Readout> readouts = new ArrayList<>();
    private long sent;

    CineScan(String scanId, int phases, UserParameter... parameters) {
        this.scanId = scanId;
        this.parameters = List.of(parameters);
        this.scan = new SimulatedScan(new SimulationSettings(
                scanId,
                Anatomy.heart(),
                MATRIX,
                MATRIX,
                1,
                phases,
                4,
                1,
                MaskKind.FULL,
                1,
                12,
                AcquisitionOrder.LINEAR,
                .002,
                0,
                3.2,
                340,
                1));
        for (ScanEvent event : scan) {
            if (event instanceof ScanEvent.ReadoutArrived arrived) {
                readouts.add(arrived.readout());
            }
        }
    }

    ScanEvent started() {
        return new ScanEvent.Started(scan.header().withStudy("study").withUserParameters(parameters));
    }

    /** All readouts of a phase, numbered on from the phases before. */
    List<Readout> phase(int phase) {
        List<Readout> lines = new ArrayList<>();
        for (Readout r : readouts) {
            if (r.counters().phase() == phase) {
                long flags = r.flags() & ~ReadoutFlag.LAST_IN_MEASUREMENT.mask();
                lines.add(new Readout(
                        sent++,
                        flags,
                        r.counters(),
                        r.window(),
                        r.placement(),
                        r.timestamps(),
                        r.coils(),
                        r.samples()));
            }
        }
        return lines;
    }

    ScanEvent ended() {
        return new ScanEvent.Ended(scanId, sent);
    }
}
