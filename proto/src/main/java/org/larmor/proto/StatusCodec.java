package org.larmor.proto;

import com.google.protobuf.InvalidProtocolBufferException;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.Counts;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.ScanStatus.Sufficiency;
import org.larmor.proto.v1.ScanState;

/** Records of the status topic to bytes and back. */
public final class StatusCodec {
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
                .setTimeMs(status.time());
        Sufficiency sufficiency = status.sufficiency();
        if (sufficiency != null) {
            wire.setSufficiency(write(sufficiency));
        }
        return wire.build().toByteArray();
    }

    public static ScanStatus decode(byte[] value) throws WireException {
        org.larmor.proto.v1.ScanStatus wire;
        try {
            wire = org.larmor.proto.v1.ScanStatus.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new WireException("not a scan status: " + e.getMessage());
        }
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
                wire.hasSufficiency() ? read(door, wire.getSufficiency()) : null);
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
