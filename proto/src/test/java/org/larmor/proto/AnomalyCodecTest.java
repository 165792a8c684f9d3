package org.larmor.proto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Vector3;
import org.larmor.proto.v1.Anomaly;

class AnomalyCodecTest {
    private static final int ROWS = 5;
    private static final int COLUMNS = 7;
    private static final RealImage NOTHING = new RealImage(1, 1, new float[1]);

    @Test
    void givesBackAMap() throws WireException {
        AnomalyMap sent = map(true);

        AnomalyMap got = AnomalyCodec.decode(AnomalyCodec.encode(sent));

        assertArrayEquals(sent.finding().map().data(), got.finding().map().data());
        assertArrayEquals(
                sent.finding().deviation().data(), got.finding().deviation().data());
        assertEquals(Set.of(Contrast.FLAIR), got.finding().counterparts().keySet());
        assertArrayEquals(counterpart(sent), counterpart(got));
        assertEquals(withoutMaps(sent), withoutMaps(got));
    }

    @Test
    void aMapOfOneLevelWithoutCounterpartSendsNeither() throws Exception {
        byte[] sent = AnomalyCodec.encode(map(false));

        assertTrue(Anomaly.parseFrom(sent).getDeviation().isEmpty());
        AnomalyFinding got = AnomalyCodec.decode(sent).finding();
        assertEquals(Map.of(), got.counterparts());
        assertArrayEquals(new float[ROWS * COLUMNS], got.deviation().data());
    }

    @Test
    void everyMapSaysThatItIsNotForDiagnosis() throws Exception {
        assertEquals(
                "not for diagnosis",
                Anomaly.parseFrom(AnomalyCodec.encode(map(false))).getLabel());
    }

    @Test
    void refusesMapsThatDoNotFillThePicture() throws Exception {
        refuses("map holds 140 bytes where 6 x 7", wire -> wire.setRows(6));
        refuses("deviation holds 4 bytes", wire -> wire.setDeviation(ByteString.copyFrom(new byte[4])));
        refuses("counterpart holds 8 bytes", wire -> wire.setCounterpart(ByteString.copyFrom(new byte[8])));
        refuses("rows 5000", wire -> wire.setRows(5000));
        refuses("pixel encoding", wire -> wire.setEncodingValue(0));
    }

    @Test
    void refusesNumbersThatAreNone() throws Exception {
        refuses("score 1.5", wire -> wire.setScore(1.5));
        refuses("score NaN", wire -> wire.setScore(Double.NaN));
        refuses("threshold -1.0", wire -> wire.setThreshold(-1));
        refuses("area NaN", wire -> wire.setAreaMm2(Double.NaN));
        refuses("share 2.0", wire -> wire.setShare(2));
        refuses("denoiser evaluations 4294967295", wire -> wire.setDenoiserEvaluations(-1));
    }

    @Test
    void refusesPicturesThatAreNone() throws Exception {
        refuses("one picture of each contrast", wire -> wire.addSources(wire.getSources(0)));
        refuses("the contrast 'pd' is none of t1, t1c, t2, flair", wire -> wire.getSourcesBuilder(1)
                .setContrast("pd"));
    }

    @Test
    void refusesAMapOfNoPicture() throws Exception {
        byte[] bad = Anomaly.parseFrom(AnomalyCodec.encode(map(true))).toBuilder()
                .clearSources()
                .build()
                .toByteArray();
        assertThrows(WireException.class, () -> AnomalyCodec.decode(bad));
    }

    @Test
    void everyTruncationIsRefusedOrGivesNoOtherMap() {
        AnomalyMap sent = map(true);
        byte[] whole = AnomalyCodec.encode(sent);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertArrayEquals(
                        sent.finding().map().data(),
                        AnomalyCodec.decode(cut).finding().map().data(),
                        "cut to " + length);
            } catch (WireException e) {
                assertEquals(1, String.valueOf(e.getMessage()).lines().count(), "cut to " + length);
            }
        }
    }

    private static void refuses(String reason, Consumer<Anomaly.Builder> change) throws Exception {
        Anomaly.Builder wire = Anomaly.parseFrom(AnomalyCodec.encode(map(true))).toBuilder();
        change.accept(wire);
        byte[] bad = wire.build().toByteArray();
        String message = String.valueOf(assertThrows(WireException.class, () -> AnomalyCodec.decode(bad))
                .getMessage());
        assertTrue(message.startsWith("scan s: ") && message.contains(reason), message);
    }

    private static float[] counterpart(AnomalyMap map) {
        return Objects.requireNonNull(
                        map.finding().counterparts().get(map.shown().contrast()))
                .data();
    }

    private static AnomalyMap map(boolean all) {
        return of(new AnomalyFinding(
                random(1),
                random(2),
                all ? Map.of(Contrast.FLAIR, random(3), Contrast.T1, random(4)) : Map.of(),
                .75,
                .5,
                .0112,
                .03,
                412.5,
                true,
                new AnomalyFinding.Made(
                        "anomaly-brain",
                        "1.1601",
                        "ab12",
                        all ? List.of(250, 400) : List.of(400),
                        36,
                        21,
                        -5,
                        "t1c, t2 missing",
                        1250)));
    }

    private static AnomalyMap of(AnomalyFinding finding) {
        return new AnomalyMap(
                "study",
                List.of(
                        new Source("s", new ImageIndex(0, 1, 0, 4), 3, Contrast.FLAIR),
                        new Source("other", new ImageIndex(0, 0, 0, 4), 2, Contrast.T1)),
                1,
                new Geometry(Placement.AXIAL, new Vector3(220, 200, 5)),
                finding,
                11,
                12);
    }

    private static AnomalyMap withoutMaps(AnomalyMap m) {
        AnomalyFinding f = m.finding();
        return new AnomalyMap(
                m.studyId(),
                m.sources(),
                m.revision(),
                m.geometry(),
                new AnomalyFinding(
                        NOTHING,
                        NOTHING,
                        Map.of(),
                        f.score(),
                        f.scoreThreshold(),
                        f.threshold(),
                        f.share(),
                        f.areaMm2(),
                        f.anomalous(),
                        f.made()),
                m.pictures(),
                m.published());
    }

    private static RealImage random(long seed) {
        Random random = new Random(seed);
        float[] data = new float[ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextFloat();
        }
        return new RealImage(ROWS, COLUMNS, data);
    }
}
