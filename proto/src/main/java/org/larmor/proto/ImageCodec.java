package org.larmor.proto;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ReconImage.Timing;
import org.larmor.core.domain.ScanTag;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.TaggedImage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.proto.v1.Image;
import org.larmor.proto.v1.PixelEncoding;

/** Records of the previews and images topics to bytes and back. */
public final class ImageCodec {
    private static final int MOST_CONTRASTS = 64;

    private ImageCodec() {}

    public static byte[] encode(ReconImage image) {
        return encode(image, ScanTag.NONE);
    }

    /** With what the scan's header says. */
    public static byte[] encode(ReconImage image, ScanTag tag) {
        Image.Builder wire = Image.newBuilder()
                .setScanId(image.scanId())
                .setStudyId(tag.studyId())
                .setAnatomy(tag.anatomy())
                .setContrast(tag.contrast())
                .addAllStudyContrasts(tag.studyContrasts())
                .setAnomaly(tag.anomaly())
                .setIndex(IndexCodec.write(image.index()))
                .setStage(write(image.stage()))
                .setRevision(image.revision())
                .setLast(image.last())
                .setPosition(Vectors.write(image.geometry().placement().position()))
                .setReadDirection(Vectors.write(image.geometry().placement().read()))
                .setPhaseDirection(Vectors.write(image.geometry().placement().phase()))
                .setSliceDirection(Vectors.write(image.geometry().placement().slice()))
                .setFieldOfViewMm(Vectors.write(image.geometry().fieldOfViewMm()))
                .setRows(image.magnitude().rows())
                .setColumns(image.magnitude().columns())
                .setEncoding(PixelEncoding.PIXEL_ENCODING_FLOAT32_LE)
                .setMagnitude(LittleEndian.toBytes(image.magnitude().data()))
                .setKspaceShare(image.kspaceShare())
                .setProvenance(ProvenanceCodec.write(image.provenance()))
                .setFirstReadoutMs(image.timing().firstReadout())
                .setLatestReadoutMs(image.timing().latestReadout())
                .setPublishedMs(image.timing().published());
        Uncertainty uncertainty = image.uncertainty();
        if (uncertainty != null) {
            wire.setStandardDeviation(
                            LittleEndian.toBytes(uncertainty.standardDeviation().data()))
                    .setRawDeviation(LittleEndian.toBytes(uncertainty.raw().data()))
                    .setPredictedNrmse(uncertainty.predictedNrmse());
        }
        return Pixels.sendable(image.scanId(), "picture", wire.build());
    }

    public static ReconImage decode(byte[] value) throws WireException {
        return decodeTagged(value).image();
    }

    /** The picture with what its scan's header says. */
    public static TaggedImage decodeTagged(byte[] value) throws WireException {
        Image wire = Wire.result("a picture", Image.parser(), value, Image.PROVENANCE_FIELD_NUMBER);
        Door door = new Door(Door.scanId(wire.getScanId()), -1, WireLimits.DEFAULT);
        return new TaggedImage(image(door, wire), tag(door, wire));
    }

    private static ScanTag tag(Door door, Image wire) throws WireException {
        List<String> contrasts = wire.getStudyContrastsList();
        door.require(contrasts.size() <= MOST_CONTRASTS, contrasts.size() + " contrasts of a study");
        for (String contrast : contrasts) {
            door.text("a contrast of the study", contrast);
        }
        return new ScanTag(
                door.text("study id", wire.getStudyId()),
                door.text("anatomy", wire.getAnatomy()),
                door.text("contrast", wire.getContrast()),
                contrasts,
                door.text("anomaly", wire.getAnomaly()));
    }

    private static ReconImage image(Door door, Image wire) throws WireException {
        Pixels pixels = Pixels.of(door, wire.getRows(), wire.getColumns(), wire.getEncoding());
        return new ReconImage(
                door.scanId(),
                IndexCodec.read(door, wire.getIndex()),
                stage(door, wire),
                door.range("revision", wire.getRevision(), 0, Integer.MAX_VALUE),
                wire.getLast(),
                Vectors.geometry(
                        door,
                        wire.getPosition(),
                        wire.getReadDirection(),
                        wire.getPhaseDirection(),
                        wire.getSliceDirection(),
                        wire.getFieldOfViewMm()),
                pixels.read("magnitude", wire.getMagnitude()),
                uncertainty(door, pixels, wire),
                door.positiveOrZero("k-space share", wire.getKspaceShare()),
                ProvenanceCodec.read(wire.getProvenance()),
                new Timing(wire.getFirstReadoutMs(), wire.getLatestReadoutMs(), wire.getPublishedMs()));
    }

    /** The pseudonym of the study that a picture's record tells, or empty. */
    public static String studyId(byte[] value) throws WireException {
        Image wire = Wire.result("a picture", Image.parser(), value, Image.PROVENANCE_FIELD_NUMBER);
        Door door = new Door(Door.scanId(wire.getScanId()), -1, WireLimits.DEFAULT);
        return door.text("study id", wire.getStudyId());
    }

    private static @Nullable Uncertainty uncertainty(Door door, Pixels pixels, Image wire) throws WireException {
        return wire.getStandardDeviation().isEmpty()
                ? null
                : new Uncertainty(
                        pixels.read("standard deviation", wire.getStandardDeviation()),
                        pixels.read("raw deviation", wire.getRawDeviation()),
                        door.positiveOrZero("predicted NRMSE", wire.getPredictedNrmse()));
    }

    private static org.larmor.proto.v1.Stage write(Stage stage) {
        return switch (stage) {
            case ZERO_FILLED -> org.larmor.proto.v1.Stage.STAGE_ZERO_FILLED;
            case SENSE -> org.larmor.proto.v1.Stage.STAGE_SENSE;
            case COARSE -> org.larmor.proto.v1.Stage.STAGE_COARSE;
            case REFINED -> org.larmor.proto.v1.Stage.STAGE_REFINED;
        };
    }

    private static Stage stage(Door door, Image wire) throws WireException {
        return switch (wire.getStage()) {
            case STAGE_ZERO_FILLED -> Stage.ZERO_FILLED;
            case STAGE_SENSE -> Stage.SENSE;
            case STAGE_COARSE -> Stage.COARSE;
            case STAGE_REFINED -> Stage.REFINED;
            case STAGE_UNSPECIFIED, UNRECOGNIZED ->
                throw door.refuse("stage " + wire.getStageValue() + " is not known");
        };
    }
}
