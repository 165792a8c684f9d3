package org.larmor.core.assembly;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ReadoutRange;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Waveform;
import org.larmor.core.gating.GatingReport;
import org.larmor.core.gating.GatingSettings;
import org.larmor.core.gating.PhaseOrder;

/** A scan whose header was taken: sorts its readouts into images, calibration, noise and the rest. */
final class OpenScan {
    private final EncodingPlan plan;
    private final AssemblySettings settings;
    private final ReadoutCheck check;
    private final LinePlacer placer;
    private final PartialImages images;
    private final NoiseScan noise;
    private final @Nullable GatedLines gate;
    private final @Nullable PhaseOrder order;
    private final SequenceLedger ledger;
    private final SeenWaveforms waveforms = new SeenWaveforms();
    private long announced;
    private long late;
    private long otherReadouts;
    private boolean endedEarly;
    private String cutOff = "";

    OpenScan(ScanHeader header, AssemblySettings settings, GatingSettings gating, MemoryBound memory) {
        this.plan = EncodingPlan.of(header, gating.isOn());
        this.settings = settings;
        this.check = new ReadoutCheck(plan);
        this.placer = new LinePlacer(plan);
        this.images = new PartialImages(plan, memory);
        this.ledger = new SequenceLedger(settings.lateReadouts());
        this.noise = new NoiseScan(header);
        this.gate = gating.isOn() ? new GatedLines(plan, settings, gating, images, placer, memory) : null;
        this.order = !gating.isOn() && plan.phases() > 1
                ? new PhaseOrder(header.limits().phase(), gating.tickMillis())
                : null;
    }

    ScanHeader header() {
        return plan.header();
    }

    EncodingPlan plan() {
        return plan;
    }

    PartialImages images() {
        return images;
    }

    boolean isEmpty() {
        return images.isEmpty();
    }

    Acceptance take(Readout readout) {
        long sequence = readout.sequence();
        if (sequence < 0 || sequence >= settings.maximumReadouts()) {
            ledger.refuse(-1);
            return refusal(sequence, "its number is outside 0 to " + (settings.maximumReadouts() - 1));
        }
        if (ledger.isTaken(sequence)) {
            ledger.duplicate();
            return new Acceptance.Duplicate(sequence);
        }
        String objection = check.objection(readout);
        if (objection != null) {
            return refuse(sequence, objection);
        }
        String other = Lines.notImaging(readout);
        if (other == null) {
            return gate == null || Lines.isCalibrationOnly(readout) ? line(readout) : gated(gate, readout.withPhase(0));
        }
        if (readout.is(ReadoutFlag.NOISE_MEASUREMENT)) {
            noise.add(readout);
        }
        otherReadouts++;
        ledger.take(sequence);
        return setAside(sequence, other);
    }

    private Acceptance line(Readout readout) {
        long sequence = readout.sequence();
        String objection = check.imagingObjection(readout);
        if (objection != null) {
            return refuse(sequence, objection);
        }
        ImageIndex index = readout.counters().image();
        if (images.isReleased(index)) {
            ledger.take(sequence);
            late++;
            return setAside(sequence, "late line of a finished image");
        }
        PartialImage image = images.find(readout);
        if (image != null && image.holds(readout)) {
            ledger.duplicate(sequence);
            return new Acceptance.Duplicate(sequence);
        }
        String noRoom = image == null ? images.noRoom() : null;
        if (noRoom != null) {
            return refuse(sequence, noRoom);
        }
        if (!placer.place(readout)) {
            return refuse(sequence, "none of its samples falls into the encoded matrix");
        }
        return add(readout, image == null ? images.begin(readout) : image);
    }

    /** What a gated scan does with a line: its phase will be known later. */
    private Acceptance gated(GatedLines lines, Readout readout) {
        String objection = check.imagingObjection(readout);
        if (objection != null) {
            return refuse(readout.sequence(), objection);
        }
        check.remember(readout);
        ledger.take(readout.sequence());
        return lines.take(readout, ledger);
    }

    private Acceptance add(Readout readout, PartialImage image) {
        image.add(readout, placer);
        ledger.take(readout.sequence());
        if (Lines.isCalibrationOnly(readout)) {
            otherReadouts++;
        } else {
            check.remember(readout);
            if (order != null) {
                order.add(readout);
            }
        }
        return new Acceptance.Taken(readout.sequence(), readout.counters().image(), images.complete(ledger, false));
    }

    Acceptance take(Waveform waveform) {
        if (!waveforms.isNew(waveform)) {
            return new Acceptance.Duplicate(-1);
        }
        return gate == null ? setAside(-1, "waveform") : gate.take(waveform, ledger);
    }

    private Acceptance setAside(long sequence, String what) {
        return new Acceptance.SetAside(sequence, what, images.complete(ledger, false));
    }

    /** A readout that came damaged: no gap, but it may be sent again. Gives the images that have become whole since nothing is missing. */
    List<ImageIndex> damaged(long sequence) {
        boolean known = sequence >= 0 && sequence < settings.maximumReadouts() && !ledger.isTaken(sequence);
        ledger.refuse(known ? sequence : -1);
        return images.complete(ledger, false);
    }

    /** Readouts below this number, or below the highest that came, which have not been here. */
    long missing(long readouts) {
        return ledger.missing(readouts);
    }

    List<ReadoutRange> awaited(int most) {
        return ledger.awaited(most);
    }

    /** Nothing more is waited for, though the scanner never said so. */
    Acceptance cutOff(String reason) {
        cutOff = reason;
        return close(0, true);
    }

    /** @param early the scanner stopped before all that the header announced */
    Acceptance close(long readouts, boolean early) {
        announced = readouts;
        endedEarly = early;
        if (gate != null) {
            gate.end();
        }
        return new Acceptance.Closed(ledger.missing(announced), images.complete(ledger, true));
    }

    private Acceptance refuse(long sequence, String reason) {
        ledger.refuse(sequence);
        return refusal(sequence, reason);
    }

    private Acceptance refusal(long sequence, String reason) {
        return new Acceptance.Refused(header().scanId(), sequence, reason);
    }

    ScanStatus.Counts counts() {
        return new ScanStatus.Counts(
                ledger.takenCount(), ledger.duplicateCount(), ledger.refusedCount(), ledger.missing(announced));
    }

    double share(ImageIndex index) {
        PartialImage image = images.get(index);
        return image == null ? 0 : share(image);
    }

    private double share(PartialImage image) {
        double expected = expectedLines();
        boolean all = image.isComplete() && image.missing(ledger, announced) == 0;
        if (all && !isCutShort(image)) {
            return 1;
        }
        return Math.min(1, image.lineCount() / expected);
    }

    /** Images that the scan will have, as far as known. */
    int expectedImages() {
        return gate != null && gate.report().isRefused() ? plan.images(1) : plan.images();
    }

    Optional<GatingReport> gating() {
        return gate == null ? Optional.empty() : Optional.of(gate.report());
    }

    /** One line about the phases of the scan and about readouts that came too late, or empty. */
    String note() {
        String phases = gate != null ? gate.report().line() : order == null ? "" : order.objection();
        String tooLate =
                late == 0 ? "" : late + (late == 1 ? " readout" : " readouts") + " came after its image was made";
        return joined(phases, tooLate);
    }

    /** Lines an image will have, averages counted: from the readouts announced, or else from the acceleration. */
    private double expectedLines() {
        double all = (double) plan.rows() * plan.averages();
        long announcedReadouts = Math.max(endedEarly ? 0 : announced, header().expectedReadouts());
        if (announcedReadouts > otherReadouts) {
            return Math.clamp((double) (announcedReadouts - otherReadouts) / expectedImages(), 1, mostLines(all));
        }
        return Math.max(1, all / Math.max(1, header().acceleration()));
    }

    /** Gated readouts come back to the same lines. */
    private double mostLines(double all) {
        return plan.gated() ? Math.max(1, all / Math.max(1, header().acceleration())) : all;
    }

    Optional<AssembledImage> snapshot(ImageIndex index) {
        PartialImage image = images.get(index);
        if (image == null) {
            return Optional.empty();
        }
        LineTransform whitening = noise.whitening();
        PartialImage calibration = images.calibration(index);
        @Nullable
        KSpace separate = calibration == null
                ? null
                : calibration.grid().copyWith(image.grid(), image.calibrationRows(), whitening);
        return Optional.of(new AssembledImage(
                index,
                image.grid().copy(whitening),
                separate,
                share(image),
                image.isComplete(),
                new Geometry(image.placement(), header().recon().fieldOfViewMm()),
                header().recon(),
                plan.gridFieldOfView(),
                whitening != null,
                remark(image)));
    }

    private boolean isCutShort(PartialImage image) {
        return endedEarly && !image.isWhole(ledger) && image.lineCount() < expectedLines();
    }

    private String remark(PartialImage image) {
        String early = isCutShort(image)
                ? "%s, with %.0f %% of this image's lines"
                        .formatted(cutOff.isEmpty() ? "the scan was ended early" : cutOff, 100 * share(image))
                : "";
        String phases = gate == null ? "" : gate.report().remark();
        return joined(noise.remark(), phases, early, lost(image));
    }

    private String lost(PartialImage image) {
        long lost = image.isComplete() ? image.missing(ledger, announced) : 0;
        return lost == 0 ? "" : lost + (lost == 1 ? " readout" : " readouts") + " among its lines missing";
    }

    private static String joined(String... lines) {
        return Stream.of(lines).filter(line -> !line.isEmpty()).collect(Collectors.joining("; "));
    }
}
