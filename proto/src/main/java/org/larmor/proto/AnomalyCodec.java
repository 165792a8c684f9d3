package org.larmor.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.RealImage;
import org.larmor.proto.v1.Anomaly;
import org.larmor.proto.v1.AnomalySource;
import org.larmor.proto.v1.PixelEncoding;

/** Records of the anomalies topic to bytes and back. */
public final class AnomalyCodec {
    private static final int MOST_LEVELS = 1_000_000;

    private AnomalyCodec() {}

    public static byte[] encode(AnomalyMap anomaly) {
        var placement = anomaly.geometry().placement();
        Anomaly.Builder wire = Anomaly.newBuilder()
                .setStudyId(anomaly.studyId())
                .setRevision(anomaly.revision())
                .setPosition(Vectors.write(placement.position()))
                .setReadDirection(Vectors.write(placement.read()))
                .setPhaseDirection(Vectors.write(placement.phase()))
                .setSliceDirection(Vectors.write(placement.slice()))
                .setFieldOfViewMm(Vectors.write(anomaly.geometry().fieldOfViewMm()))
                .setRows(anomaly.map().rows())
                .setColumns(anomaly.map().columns())
                .setEncoding(PixelEncoding.PIXEL_ENCODING_FLOAT32_LE)
                .setMap(LittleEndian.toBytes(anomaly.map().data()))
                .setDeviation(bytes(anomaly.deviation()))
                .setCounterpart(bytes(anomaly.counterpart()))
                .setScore(anomaly.score())
                .setThreshold(anomaly.threshold())
                .setFound(anomaly.found())
                .setAreaMm2(anomaly.areaMm2())
                .setProvenance(ProvenanceCodec.write(anomaly.provenance()))
                .setLevel(anomaly.level())
                .setLabel(AnomalyMap.LABEL)
                .setPicturesMs(anomaly.pictures())
                .setPublishedMs(anomaly.published());
        anomaly.sources().forEach(source -> wire.addSources(write(source)));
        return Pixels.sendable(anomaly.shown().scanId(), "map", wire.build());
    }

    private static ByteString bytes(@Nullable RealImage image) {
        return image == null ? ByteString.EMPTY : LittleEndian.toBytes(image.data());
    }

    private static AnomalySource write(Source source) {
        return AnomalySource.newBuilder()
                .setScanId(source.scanId())
                .setIndex(IndexCodec.write(source.index()))
                .setRevision(source.revision())
                .setContrast(source.contrast())
                .build();
    }

    public static AnomalyMap decode(byte[] value) throws WireException {
        Anomaly wire;
        try {
            wire = Anomaly.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new WireException("not an anomaly map: " + e.getMessage());
        }
        if (wire.getSourcesCount() == 0) {
            throw new WireException("an anomaly map that names no picture");
        }
        Door door = new Door(Door.scanId(wire.getSources(0).getScanId()), -1, WireLimits.DEFAULT);
        Pixels pixels = Pixels.of(door, wire.getRows(), wire.getColumns(), wire.getEncoding());
        try {
            return new AnomalyMap(
                    door.text("study id", wire.getStudyId()),
                    sources(door, wire),
                    door.range("revision", wire.getRevision(), 0, Integer.MAX_VALUE),
                    Vectors.geometry(
                            door,
                            wire.getPosition(),
                            wire.getReadDirection(),
                            wire.getPhaseDirection(),
                            wire.getSliceDirection(),
                            wire.getFieldOfViewMm()),
                    pixels.read("map", wire.getMap()),
                    optional(pixels, "deviation", wire.getDeviation()),
                    optional(pixels, "counterpart", wire.getCounterpart()),
                    wire.getScore(),
                    wire.getThreshold(),
                    wire.getFound(),
                    door.positiveOrZero("area", wire.getAreaMm2()),
                    ProvenanceCodec.read(wire.getProvenance()),
                    door.range("level", wire.getLevel(), 0, MOST_LEVELS),
                    wire.getPicturesMs(),
                    wire.getPublishedMs());
        } catch (IllegalArgumentException e) {
            throw door.refuse(String.valueOf(e.getMessage()));
        }
    }

    private static List<Source> sources(Door door, Anomaly wire) throws WireException {
        List<Source> sources = new ArrayList<>(wire.getSourcesCount());
        for (AnomalySource source : wire.getSourcesList()) {
            sources.add(new Source(
                    Door.scanId(source.getScanId()),
                    IndexCodec.read(door, source.getIndex()),
                    door.range("revision", source.getRevision(), 0, Integer.MAX_VALUE),
                    door.text("contrast", source.getContrast())));
        }
        return sources;
    }

    private static @Nullable RealImage optional(Pixels pixels, String name, ByteString wire) throws WireException {
        return wire.isEmpty() ? null : pixels.read(name, wire);
    }
}
