package org.larmor.proto;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.proto.v1.Anomaly;
import org.larmor.proto.v1.AnomalySource;
import org.larmor.proto.v1.PixelEncoding;

/** Records of the anomalies topic to bytes and back. */
public final class AnomalyCodec {
    private static final int MOST = 1_000_000;

    private AnomalyCodec() {}

    public static byte[] encode(AnomalyMap anomaly) {
        var placement = anomaly.geometry().placement();
        AnomalyFinding finding = anomaly.finding();
        Anomaly.Builder wire = Anomaly.newBuilder()
                .setStudyId(anomaly.studyId())
                .setRevision(anomaly.revision())
                .setPosition(Vectors.write(placement.position()))
                .setReadDirection(Vectors.write(placement.read()))
                .setPhaseDirection(Vectors.write(placement.phase()))
                .setSliceDirection(Vectors.write(placement.slice()))
                .setFieldOfViewMm(Vectors.write(anomaly.geometry().fieldOfViewMm()))
                .setRows(finding.map().rows())
                .setColumns(finding.map().columns())
                .setEncoding(PixelEncoding.PIXEL_ENCODING_FLOAT32_LE)
                .setMap(LittleEndian.toBytes(finding.map().data()))
                .setScore(finding.score())
                .setScoreThreshold(finding.scoreThreshold())
                .setThreshold(finding.threshold())
                .setShare(finding.share())
                .setAreaMm2(finding.areaMm2())
                .setAnomalous(finding.anomalous())
                .setLabel(AnomalyMap.LABEL)
                .setPicturesMs(anomaly.pictures())
                .setPublishedMs(anomaly.published());
        if (finding.made().levels().size() > 1) {
            wire.setDeviation(LittleEndian.toBytes(finding.deviation().data()));
        }
        RealImage counterpart = finding.counterparts().get(anomaly.shown().contrast());
        if (counterpart != null) {
            wire.setCounterpart(LittleEndian.toBytes(counterpart.data()));
        }
        write(finding.made(), wire);
        anomaly.sources().forEach(source -> wire.addSources(write(source)));
        return Pixels.sendable(anomaly.shown().scanId(), "map", wire.build());
    }

    private static void write(AnomalyFinding.Made made, Anomaly.Builder wire) {
        wire.setModel(made.model())
                .setModelVersion(made.version())
                .setModelDigest(made.digest())
                .addAllLevels(made.levels())
                .setDenoiserEvaluations(made.denoised())
                .setClassifierEvaluations(made.classified())
                .setSeed(made.seed())
                .setRemark(made.remark())
                .setMillis(made.millis());
    }

    private static AnomalySource write(Source source) {
        return AnomalySource.newBuilder()
                .setScanId(source.scanId())
                .setIndex(IndexCodec.write(source.index()))
                .setRevision(source.revision())
                .setContrast(source.contrast().label())
                .build();
    }

    public static AnomalyMap decode(byte[] value) throws WireException {
        Anomaly wire = Wire.result("an anomaly map", Anomaly.parser(), value);
        if (wire.getSourcesCount() == 0) {
            throw new WireException("an anomaly map that names no picture");
        }
        Door door = new Door(Door.scanId(wire.getSources(0).getScanId()), -1, WireLimits.DEFAULT);
        try {
            List<Source> sources = sources(door, wire);
            return new AnomalyMap(
                    door.text("study id", wire.getStudyId()),
                    sources,
                    door.range("revision", wire.getRevision(), 0, Integer.MAX_VALUE),
                    Vectors.geometry(
                            door,
                            wire.getPosition(),
                            wire.getReadDirection(),
                            wire.getPhaseDirection(),
                            wire.getSliceDirection(),
                            wire.getFieldOfViewMm()),
                    finding(door, wire, sources.getFirst().contrast()),
                    wire.getPicturesMs(),
                    wire.getPublishedMs());
        } catch (IllegalArgumentException | AnomalyRefusal e) {
            throw door.refuse(String.valueOf(e.getMessage()));
        }
    }

    private static AnomalyFinding finding(Door door, Anomaly wire, Contrast shown) throws WireException {
        Pixels pixels = Pixels.of(door, wire.getRows(), wire.getColumns(), wire.getEncoding());
        RealImage map = pixels.read("map", wire.getMap());
        RealImage deviation = optional(pixels, "deviation", wire.getDeviation());
        RealImage counterpart = optional(pixels, "counterpart", wire.getCounterpart());
        return new AnomalyFinding(
                map,
                deviation == null ? new RealImage(map.rows(), map.columns(), new float[map.data().length]) : deviation,
                counterpart == null ? Map.of() : Map.of(shown, counterpart),
                share(door, "score", wire.getScore()),
                share(door, "score threshold", wire.getScoreThreshold()),
                door.positiveOrZero("threshold", wire.getThreshold()),
                share(door, "share", wire.getShare()),
                door.positiveOrZero("area", wire.getAreaMm2()),
                wire.getAnomalous(),
                made(door, wire));
    }

    private static AnomalyFinding.Made made(Door door, Anomaly wire) throws WireException {
        return new AnomalyFinding.Made(
                door.text("model", wire.getModel()),
                door.text("model version", wire.getModelVersion()),
                door.text("model digest", wire.getModelDigest()),
                wire.getLevelsList(),
                door.range("denoiser evaluations", wire.getDenoiserEvaluations(), 0, MOST),
                door.range("classifier evaluations", wire.getClassifierEvaluations(), 0, MOST),
                wire.getSeed(),
                door.text("remark", wire.getRemark()),
                door.positiveOrZero("duration", wire.getMillis()));
    }

    private static List<Source> sources(Door door, Anomaly wire) throws WireException, AnomalyRefusal {
        List<Source> sources = new ArrayList<>();
        for (AnomalySource source : wire.getSourcesList()) {
            sources.add(new Source(
                    Door.scanId(source.getScanId()),
                    IndexCodec.read(door, source.getIndex()),
                    door.range("revision", source.getRevision(), 0, Integer.MAX_VALUE),
                    Contrast.of(source.getContrast())));
        }
        return sources;
    }

    private static double share(Door door, String name, double value) throws WireException {
        door.require(value >= 0 && value <= 1, name + " " + value + " is not within 0 and 1");
        return value;
    }

    private static @Nullable RealImage optional(Pixels pixels, String name, ByteString wire) throws WireException {
        return wire.isEmpty() ? null : pixels.read(name, wire);
    }
}
