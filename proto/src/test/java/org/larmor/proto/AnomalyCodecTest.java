package org.larmor.proto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
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

        assertArrayEquals(sent.map().data(), got.map().data());
        assertArrayEquals(
                present(sent.deviation()).data(), present(got.deviation()).data());
        assertArrayEquals(
                present(sent.counterpart()).data(), present(got.counterpart()).data());
        assertEquals(withoutMaps(sent), withoutMaps(got));
    }

    @Test
    void aMapWithoutDeviationAndCounterpartHasNone() throws WireException {
        AnomalyMap got = AnomalyCodec.decode(AnomalyCodec.encode(map(false)));

        assertNull(got.deviation());
        assertNull(got.counterpart());
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
        refuses("the area 0 where nothing was found", wire -> wire.setFound(false));
        refuses("level 4294967295", wire -> wire.setLevel(-1));
        refuses("one picture of each contrast", wire -> wire.addSources(wire.getSources(0)));
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
                        sent.map().data(), AnomalyCodec.decode(cut).map().data(), "cut to " + length);
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

    private static RealImage present(@org.jspecify.annotations.Nullable RealImage image) {
        return java.util.Objects.requireNonNull(image);
    }

    private static AnomalyMap map(boolean all) {
        return new AnomalyMap(
                "study",
                List.of(
                        new Source("s", new ImageIndex(0, 1, 0, 4), 3, "flair"),
                        new Source("other", new ImageIndex(0, 0, 0, 4), 2, "t1")),
                1,
                new Geometry(Placement.AXIAL, new Vector3(220, 200, 5)),
                random(1),
                all ? random(2) : null,
                all ? random(3) : null,
                .75,
                .0112,
                true,
                412.5,
                new Provenance(
                        "guided-ddim",
                        "anomaly-brain",
                        "1.1601",
                        "ab12",
                        57,
                        1,
                        false,
                        -5,
                        .01,
                        3.9,
                        "t1c, t2 missing",
                        List.of(new Provenance.Step("map", 1250))),
                400,
                11,
                12);
    }

    private static AnomalyMap withoutMaps(AnomalyMap m) {
        return new AnomalyMap(
                m.studyId(),
                m.sources(),
                m.revision(),
                m.geometry(),
                NOTHING,
                null,
                null,
                m.score(),
                m.threshold(),
                m.found(),
                m.areaMm2(),
                m.provenance(),
                m.level(),
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
