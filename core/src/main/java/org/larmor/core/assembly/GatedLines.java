package org.larmor.core.assembly;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Waveform;
import org.larmor.core.gating.GatingReport;
import org.larmor.core.gating.GatingSettings;
import org.larmor.core.gating.RetrospectiveGate;
import org.larmor.core.gating.RetrospectiveGate.Placed;

/** The lines of a gated scan: they wait in the gate, and then are added to the image of their phase. */
final class GatedLines {
    /** What may wait is this part of the memory allowed. */
    private static final int SHARE_OF_MEMORY = 4;

    private final RetrospectiveGate gate;
    private final PartialImages images;
    private final LinePlacer placer;
    private final GatedSlices slices = new GatedSlices();
    private final MemoryBound memory;
    private long waiting;
    private boolean told;

    GatedLines(
            EncodingPlan plan,
            AssemblySettings settings,
            GatingSettings gating,
            PartialImages images,
            LinePlacer placer,
            MemoryBound memory) {
        this.memory = memory;
        this.gate = new RetrospectiveGate(gating, plan.phases(), settings.maximumBytes() / SHARE_OF_MEMORY);
        this.images = images;
        this.placer = placer;
    }

    GatingReport report() {
        return gate.report();
    }

    Acceptance take(Readout readout, SequenceLedger ledger) {
        return acceptance(gate.add(readout), ledger);
    }

    Acceptance take(Waveform waveform, SequenceLedger ledger) {
        return acceptance(gate.add(waveform), ledger);
    }

    /** Places all that waits. */
    void end() {
        place(gate.end());
    }

    private Acceptance acceptance(List<Placed> released, SequenceLedger ledger) {
        memory.replace(waiting, gate.bytes());
        waiting = gate.bytes();
        if (released.isEmpty()) {
            return new Acceptance.Gated(List.of(), List.of(), false);
        }
        List<Readout> lines = place(released);
        boolean news = !told && gate.report().isDecided();
        told |= news;
        return new Acceptance.Gated(lines, images.complete(ledger, false), news);
    }

    private List<Readout> place(List<Placed> released) {
        List<Readout> lines = new ArrayList<>();
        for (Placed placed : released) {
            Readout readout = placed.readout();
            slices.pass(readout, images);
            if (placed.used() && add(readout)) {
                lines.add(readout);
            }
        }
        return lines;
    }

    private boolean add(Readout readout) {
        PartialImage image = images.find(readout);
        boolean room = image != null || images.noRoom() == null;
        boolean late = images.isReleased(readout.counters().image());
        if (late || !room || !placer.place(readout)) {
            gate.drop();
            return false;
        }
        (image == null ? images.begin(readout) : image).add(readout, placer);
        return true;
    }
}
