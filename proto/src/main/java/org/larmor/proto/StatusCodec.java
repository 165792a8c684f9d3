package org.larmor.proto;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.ArrivedLines;
import org.larmor.core.domain.ReadoutRange;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.Counts;
import org.larmor.core.domain.ScanStatus.Intake;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.ScanStatus.Sufficiency;
import org.larmor.proto.v1.ScanState;

/** Records of the status topic to bytes and back. */
public final class StatusCodec {
    private static final int MOST_RANGES = 1024;
    private static final int MOST_LINES = 1 << 16;

    private StatusCodec() {}

    public static byte[] encode(ScanStatus status) {
        var wire = org.larmor.proto.v1.ScanStatus.newBuilder()
                .setScanId(status.scanId())
                .setState(write(status.state()))
                .setReadoutsReceived(status.counts().received())
                .setReadoutsDuplicate(status.counts().duplicate())
                .setReadoutsRefused(status.counts().refused())
                .setReadoutsMissing(status.counts().missing())
                .setImagesExpected(status.imagesExpected())
                .setImagesFinished(status.imagesFinished())
                .setMessage(status.message())
                .setTimeMs(status.time())
                .setTraceId(status.traceId());
        Sufficiency sufficiency = status.sufficiency();
        if (sufficiency != null) {
            wire.setSufficiency(write(sufficiency));
        }
        Intake intake = status.intake();
        if (intake != null) {
            wire.setIntake(write(intake));
        }
        status.arrived().forEach(lines -> wire.addArrived(write(lines)));
        return wire.build().toByteArray();
    }

    public static ScanStatus decode(byte[] value) throws WireException {
        var wire = Wire.result("a scan status", org.larmor.proto.v1.ScanStatus.parser(), value);
        Door door = new Door(Door.scanId(wire.getScanId()), -1, WireLimits.DEFAULT);
        return new ScanStatus(
                door.scanId(),
                state(door, wire),
                new Counts(
                        wire.getReadoutsReceived(),
                        wire.getReadoutsDuplicate(),
                        wire.getReadoutsRefused(),
                        wire.getReadoutsMissing()),
                wire.getImagesExpected(),
                wire.getImagesFinished(),
                door.text("message", wire.getMessage()),
                wire.getTimeMs(),
                wire.hasSufficiency() ? read(door, wire.getSufficiency()) : null,
                wire.hasIntake() ? read(door, wire.getIntake()) : null,
                door.text("trace id", wire.getTraceId()),
                arrived(door, wire.getArrivedList()));
    }

    private static org.larmor.proto.v1.Sufficiency write(Sufficiency sufficiency) {
        return org.larmor.proto.v1.Sufficiency.newBuilder()
                .setRequestedNrmse(sufficiency.requestedNrmse())
                .setPredictedNrmse(sufficiency.predictedNrmse())
                .setIndex(IndexCodec.write(sufficiency.index()))
                .setKspaceShare(sufficiency.kspaceShare())
                .build();
    }

    private static Sufficiency read(Door door, org.larmor.proto.v1.Sufficiency wire) throws WireException {
        return new Sufficiency(
                door.positiveOrZero("requested NRMSE", wire.getRequestedNrmse()),
                door.positiveOrZero("predicted NRMSE", wire.getPredictedNrmse()),
                IndexCodec.read(door, wire.getIndex()),
                door.positiveOrZero("k-space share", wire.getKspaceShare()));
    }

    private static org.larmor.proto.v1.ArrivedLines write(ArrivedLines lines) {
        return org.larmor.proto.v1.ArrivedLines.newBuilder()
                .setImage(IndexCodec.write(lines.image()))
                .setRows(lines.rows())
                .addAllLines(lines.lines())
                .build();
    }

    private static List<ArrivedLines> arrived(Door door, List<org.larmor.proto.v1.ArrivedLines> wire)
            throws WireException {
        List<ArrivedLines> arrived = new ArrayList<>();
        for (org.larmor.proto.v1.ArrivedLines lines : wire) {
            int rows = door.range("rows of the grid", lines.getRows(), 1, MOST_LINES);
            for (int line : lines.getLinesList()) {
                door.range("an arrived line", line, 0, rows - 1);
            }
            arrived.add(new ArrivedLines(IndexCodec.read(door, lines.getImage()), rows, lines.getLinesList()));
        }
        return arrived;
    }

    private static org.larmor.proto.v1.Intake write(Intake intake) {
        var wire = org.larmor.proto.v1.Intake.newBuilder().setSender(intake.sender());
        for (ReadoutRange range : intake.awaited()) {
            wire.addAwaited(org.larmor.proto.v1.ReadoutRange.newBuilder()
                    .setFirst(range.first())
                    .setEnd(range.end() == ReadoutRange.OPEN ? 0 : range.end()));
        }
        return wire.build();
    }

    private static Intake read(Door door, org.larmor.proto.v1.Intake wire) throws WireException {
        door.range("ranges of readouts", wire.getAwaitedCount(), 0, MOST_RANGES);
        List<ReadoutRange> awaited = new ArrayList<>();
        for (org.larmor.proto.v1.ReadoutRange range : wire.getAwaitedList()) {
            long first = door.count("first readout", range.getFirst());
            long end = range.getEnd() == 0 ? ReadoutRange.OPEN : door.count("end of readouts", range.getEnd());
            door.require(end > first, "readouts from " + first + " to before " + end);
            awaited.add(new ReadoutRange(first, end));
        }
        return new Intake(wire.getSender(), awaited);
    }

    private static ScanState write(State state) {
        return switch (state) {
            case STARTED -> ScanState.SCAN_STATE_STARTED;
            case RECEIVING -> ScanState.SCAN_STATE_RECEIVING;
            case SUFFICIENT_QUALITY -> ScanState.SCAN_STATE_SUFFICIENT_QUALITY;
            case ANOMALY_REFUSED -> ScanState.SCAN_STATE_ANOMALY_REFUSED;
            case RECONSTRUCTING -> ScanState.SCAN_STATE_RECONSTRUCTING;
            case DONE -> ScanState.SCAN_STATE_DONE;
            case FAILED -> ScanState.SCAN_STATE_FAILED;
            case ABORTED -> ScanState.SCAN_STATE_ABORTED;
        };
    }

    private static State state(Door door, org.larmor.proto.v1.ScanStatus wire) throws WireException {
        return switch (wire.getState()) {
            case SCAN_STATE_STARTED -> State.STARTED;
            case SCAN_STATE_RECEIVING -> State.RECEIVING;
            case SCAN_STATE_SUFFICIENT_QUALITY -> State.SUFFICIENT_QUALITY;
            case SCAN_STATE_ANOMALY_REFUSED -> State.ANOMALY_REFUSED;
            case SCAN_STATE_RECONSTRUCTING -> State.RECONSTRUCTING;
            case SCAN_STATE_DONE -> State.DONE;
            case SCAN_STATE_FAILED -> State.FAILED;
            case SCAN_STATE_ABORTED -> State.ABORTED;
            case SCAN_STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw door.refuse("scan state " + wire.getStateValue() + " is not known");
        };
    }
}
