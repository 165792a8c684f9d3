package org.larmor.core.assembly;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanStatus;

/** A scan whose header was taken: sorts its readouts into images, calibration, noise and the rest. */
final class OpenScan {
    private final EncodingPlan plan;
    private final AssemblySettings settings;
    private final ReadoutCheck check;
    private final LinePlacer placer;
    private final PartialImages images;
    private final NoiseScan noise;
    private final SequenceLedger ledger = new SequenceLedger();
    private long announced;
    private long otherReadouts;
    private boolean endedEarly;

    OpenScan(ScanHeader header, AssemblySettings settings) {
        this.plan = EncodingPlan.of(header);
        this.settings = settings;
        this.check = new ReadoutCheck(plan);
        this.placer = new LinePlacer(plan);
        this.images = new PartialImages(plan);
        this.noise = new NoiseScan(header);
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
            return duplicate(sequence);
        }
        String objection = check.objection(readout);
        if (objection != null) {
            return refuse(sequence, objection);
        }
        String other = Lines.notImaging(readout);
        if (other == null) {
            return line(readout);
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
            return setAside(sequence, "late line of a finished image");
        }
        PartialImage image = images.find(readout);
        if (image != null && image.holds(readout)) {
            return duplicate(sequence);
        }
        if (image == null && images.bytes() + plan.gridBytes() > settings.maximumBytes()) {
            return refuse(sequence, "the images held leave no room for another within the memory allowed");
        }
        if (!placer.place(readout)) {
            return refuse(sequence, "none of its samples falls into the encoded matrix");
        }
        return add(readout, image == null ? images.begin(readout) : image);
    }

    private Acceptance add(Readout readout, PartialImage image) {
        image.add(readout, placer);
        ledger.take(readout.sequence());
        if (Lines.isCalibrationOnly(readout)) {
            otherReadouts++;
        } else {
            check.remember(readout);
        }
        return new Acceptance.Taken(readout.sequence(), readout.counters().image(), images.complete(ledger, false));
    }

    Acceptance setAside(long sequence, String what) {
        return new Acceptance.SetAside(sequence, what, images.complete(ledger, false));
    }

    /** @param early the scanner stopped before all that the header announced */
    Acceptance close(long readouts, boolean early) {
        announced = readouts;
        endedEarly = early;
        return new Acceptance.Closed(ledger.missing(announced), images.complete(ledger, true));
    }

    private Acceptance duplicate(long sequence) {
        ledger.duplicate();
        return new Acceptance.Duplicate(sequence);
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
        boolean all = image.isComplete() && ledger.missing(announced) == 0;
        if (all && !isCutShort(image)) {
            return 1;
        }
        return Math.min(1, image.lineCount() / expected);
    }

    /** Lines an image will have, averages counted: from the readouts announced, or else from the acceleration. */
    private double expectedLines() {
        double all = (double) plan.rows() * plan.averages();
        long announcedReadouts = Math.max(endedEarly ? 0 : announced, header().expectedReadouts());
        if (announcedReadouts > otherReadouts) {
            return Math.clamp((double) (announcedReadouts - otherReadouts) / plan.images(), 1, all);
        }
        return Math.max(1, all / Math.max(1, header().acceleration()));
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
        if (!isCutShort(image)) {
            return noise.remark();
        }
        String early = "the scan was ended early, with %.0f %% of this image's lines".formatted(100 * share(image));
        return noise.remark().isEmpty() ? early : noise.remark() + "; " + early;
    }
}
