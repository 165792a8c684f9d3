package org.larmor.proto;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.Frame.Deviation;
import org.larmor.core.domain.Frame.Displacement;
import org.larmor.core.domain.Frame.Kind;
import org.larmor.core.domain.Frame.Phase;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.RealImage;
import org.larmor.proto.v1.CinePhase;
import org.larmor.proto.v1.FrameKind;
import org.larmor.proto.v1.PixelEncoding;

/** Records of the frames topic to bytes and back. */
public final class FrameCodec {
    private FrameCodec() {}

    /** {@code studyId} is the pseudonym from the scan's header. */
    public static byte[] encode(Frame frame, String studyId) {
        var placement = frame.geometry().placement();
        org.larmor.proto.v1.Frame.Builder wire = org.larmor.proto.v1.Frame.newBuilder()
                .setScanId(frame.scanId())
                .setStudyId(studyId)
                .setKind(write(frame.kind()))
                .setGeneration(frame.generation())
                .setSource(write(frame.source()))
                .setTarget(write(frame.target()))
                .setGamma(frame.gamma())
                .setTime(frame.time())
                .setPosition(Vectors.write(placement.position()))
                .setReadDirection(Vectors.write(placement.read()))
                .setPhaseDirection(Vectors.write(placement.phase()))
                .setSliceDirection(Vectors.write(placement.slice()))
                .setFieldOfViewMm(Vectors.write(frame.geometry().fieldOfViewMm()))
                .setRows(frame.magnitude().rows())
                .setColumns(frame.magnitude().columns())
                .setEncoding(PixelEncoding.PIXEL_ENCODING_FLOAT32_LE)
                .setMagnitude(LittleEndian.toBytes(frame.magnitude().data()))
                .setFoldingShare(frame.foldingShare())
                .setProvenance(ProvenanceCodec.write(frame.provenance()))
                .setMeasuredMs(frame.measured())
                .setPublishedMs(frame.published());
        Deviation deviation = frame.deviation();
        if (deviation != null) {
            wire.setStandardDeviation(
                    LittleEndian.toBytes(deviation.calibrated().data()));
            RealImage raw = deviation.raw();
            if (raw != null) {
                wire.setRawDeviation(LittleEndian.toBytes(raw.data()));
            }
        }
        Displacement displacement = frame.displacement();
        if (displacement != null) {
            wire.setDisplacement(LittleEndian.toBytes(displacement.rows().data())
                    .concat(LittleEndian.toBytes(displacement.columns().data())));
        }
        return Pixels.sendable(frame.scanId(), "frame", wire.build());
    }

    /** The pseudonym of the study that a frame's record tells, or empty. */
    public static String studyId(byte[] value) throws WireException {
        var wire = Wire.result(
                "a frame",
                org.larmor.proto.v1.Frame.parser(),
                value,
                org.larmor.proto.v1.Frame.PROVENANCE_FIELD_NUMBER);
        Door door = new Door(Door.scanId(wire.getScanId()), -1, WireLimits.DEFAULT);
        return door.text("study id", wire.getStudyId());
    }

    public static Frame decode(byte[] value) throws WireException {
        var wire = Wire.result(
                "a frame",
                org.larmor.proto.v1.Frame.parser(),
                value,
                org.larmor.proto.v1.Frame.PROVENANCE_FIELD_NUMBER);
        Door door = new Door(Door.scanId(wire.getScanId()), -1, WireLimits.DEFAULT);
        Pixels pixels = Pixels.of(door, wire.getRows(), wire.getColumns(), wire.getEncoding());
        Geometry geometry = Vectors.geometry(
                door,
                wire.getPosition(),
                wire.getReadDirection(),
                wire.getPhaseDirection(),
                wire.getSliceDirection(),
                wire.getFieldOfViewMm());
        try {
            return new Frame(
                    door.scanId(),
                    kind(door, wire),
                    door.range("generation", wire.getGeneration(), 0, Integer.MAX_VALUE),
                    phase(door, wire.getSource()),
                    phase(door, wire.getTarget()),
                    wire.getGamma(),
                    wire.getTime(),
                    geometry,
                    pixels.read("magnitude", wire.getMagnitude()),
                    deviation(pixels, wire),
                    displacement(pixels, wire.getDisplacement()),
                    wire.getFoldingShare(),
                    ProvenanceCodec.read(wire.getProvenance()),
                    wire.getMeasuredMs(),
                    wire.getPublishedMs());
        } catch (IllegalArgumentException e) {
            throw door.refuse(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Deviation deviation(Pixels pixels, org.larmor.proto.v1.Frame wire) throws WireException {
        return wire.getStandardDeviation().isEmpty()
                ? null
                : new Deviation(
                        pixels.read("standard deviation", wire.getStandardDeviation()),
                        wire.getRawDeviation().isEmpty() ? null : pixels.read("raw deviation", wire.getRawDeviation()));
    }

    private static @Nullable Displacement displacement(Pixels pixels, ByteString wire) throws WireException {
        if (wire.isEmpty()) {
            return null;
        }
        RealImage both = pixels.stacked(2).read("displacement", wire);
        int half = both.data().length / 2;
        int rows = both.rows() / 2;
        return new Displacement(
                new RealImage(rows, both.columns(), java.util.Arrays.copyOf(both.data(), half)),
                new RealImage(rows, both.columns(), java.util.Arrays.copyOfRange(both.data(), half, 2 * half)));
    }

    private static CinePhase write(Phase phase) {
        return CinePhase.newBuilder()
                .setIndex(IndexCodec.write(phase.index()))
                .setRevision(phase.revision())
                .setTime(phase.time())
                .build();
    }

    private static Phase phase(Door door, CinePhase wire) throws WireException {
        return new Phase(
                IndexCodec.read(door, wire.getIndex()),
                door.range("revision", wire.getRevision(), 0, Integer.MAX_VALUE),
                wire.getTime());
    }

    private static FrameKind write(Kind kind) {
        return switch (kind) {
            case MEASURED -> FrameKind.FRAME_KIND_MEASURED;
            case SYNTHESISED -> FrameKind.FRAME_KIND_SYNTHESISED;
        };
    }

    private static Kind kind(Door door, org.larmor.proto.v1.Frame wire) throws WireException {
        return switch (wire.getKind()) {
            case FRAME_KIND_MEASURED -> Kind.MEASURED;
            case FRAME_KIND_SYNTHESISED -> Kind.SYNTHESISED;
            case FRAME_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw door.refuse("frame kind " + wire.getKindValue() + " is not known");
        };
    }
}
