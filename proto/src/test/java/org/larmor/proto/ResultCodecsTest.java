package org.larmor.proto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.larmor.core.domain.ArrivedLines;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.ReadoutRange;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanTag;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.core.domain.Vector3;
import org.larmor.proto.v1.Image;

class ResultCodecsTest {
    @ParameterizedTest
    @EnumSource(Stage.class)
    void givesBackAPicture(Stage stage) throws WireException {
        ReconImage sent = picture(stage, random(5, 7, 2));
        ReconImage got = ImageCodec.decode(ImageCodec.encode(sent));
        assertArrayEquals(sent.magnitude().data(), got.magnitude().data());
        Uncertainty uncertainty = got.uncertainty();
        assertNotNull(uncertainty);
        assertArrayEquals(
                random(5, 7, 2).data(), uncertainty.standardDeviation().data());
        assertArrayEquals(random(5, 7, 3).data(), uncertainty.raw().data());
        assertEquals(.07, uncertainty.predictedNrmse());
        assertEquals(withoutPixels(sent, got), got);
    }

    @Test
    void givesBackAPictureWithoutDeviation() throws WireException {
        ReconImage got = ImageCodec.decode(ImageCodec.encode(picture(Stage.SENSE, null)));
        assertNull(got.uncertainty());
    }

    @Test
    void givesBackWhatTheHeaderSaysOfAPicture() throws Exception {
        ScanTag sent = new ScanTag("study", "brain", "flair", List.of("t1", "flair"), "map");

        ScanTag got = ImageCodec.decodeTagged(ImageCodec.encode(picture(Stage.SENSE, null), sent))
                .tag();

        assertEquals(sent, got);
        assertEquals(
                ScanTag.NONE,
                ImageCodec.decodeTagged(ImageCodec.encode(picture(Stage.SENSE, null)))
                        .tag());
    }

    @Test
    void refusesAPictureWhosePixelsDoNotFillIt() throws Exception {
        byte[] bad = Image.parseFrom(ImageCodec.encode(picture(Stage.SENSE, null))).toBuilder()
                .setRows(6)
                .build()
                .toByteArray();
        String message =
                assertThrows(WireException.class, () -> ImageCodec.decode(bad)).getMessage();
        assertTrue(message.contains("scan s: magnitude holds 140 bytes where 6 x 7"), message);
    }

    @Test
    void refusesToSendAPictureThatNoBrokerWouldTake() {
        ReconImage huge = picture(Stage.SENSE, new RealImage(2100, 2100, new float[2100 * 2100]));
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> ImageCodec.encode(huge))
                .getMessage());
        assertTrue(message.startsWith("scan s: a picture of"), message);
    }

    @ParameterizedTest
    @EnumSource(ScanStatus.State.class)
    void givesBackAStatus(ScanStatus.State state) throws WireException {
        ScanStatus sent = new ScanStatus("s", state, new ScanStatus.Counts(9, 8, 7, 6), 5, 4, "three", 2.5);
        assertEquals(sent, StatusCodec.decode(StatusCodec.encode(sent)));
    }

    @Test
    void givesBackWhySoFarIsSufficient() throws WireException {
        ScanStatus sent = new ScanStatus(
                "s",
                ScanStatus.State.SUFFICIENT_QUALITY,
                new ScanStatus.Counts(9, 8, 7, 6),
                5,
                0,
                "good enough",
                2.5,
                new ScanStatus.Sufficiency(.08, .075, new ImageIndex(0, 0, 3, 2), .5));
        assertEquals(sent, StatusCodec.decode(StatusCodec.encode(sent)));
    }

    @Test
    void givesBackADeadLetter() throws WireException {
        byte[] record = {1, 2, 3};
        DeadLetter got =
                DeadLetterCodec.decode(DeadLetterCodec.encode(new DeadLetter("", -1, "why", "t", 3, 44, record, 1.5)));
        assertArrayEquals(record, got.record());
        assertEquals(new DeadLetter("", -1, "why", "t", 3, 44, got.record(), 1.5), got);
    }

    @Test
    void givesBackWhichReadoutsAreAwaitedOfWhomAndWhoseTraceItIs() throws WireException {
        var awaited = List.of(new ReadoutRange(3, 4), new ReadoutRange(7, 9), ReadoutRange.from(12));
        ScanStatus sent = new ScanStatus(
                "s",
                ScanStatus.State.RECEIVING,
                new ScanStatus.Counts(9, 8, 7, 6),
                5,
                0,
                "",
                2.5,
                null,
                new ScanStatus.Intake(-5, awaited),
                "0af7651916cd43dd8448eb211c80319c",
                List.of());
        assertEquals(sent, StatusCodec.decode(StatusCodec.encode(sent)));
    }

    @Test
    void givesBackWhichLinesArrivedAndRefusesOneBesideTheGrid() throws Exception {
        var lines = List.of(new ArrivedLines(new ImageIndex(0, 0, 1, 2), 192, List.of(0, 96, 191)));
        var counts = ScanStatus.Counts.NONE;
        var sent = new ScanStatus("s", ScanStatus.State.RECEIVING, counts, 1, 0, "", 2, null, null, "", lines);
        assertEquals(sent, StatusCodec.decode(StatusCodec.encode(sent)));

        var beside = List.of(new ArrivedLines(ImageIndex.FIRST, 192, List.of(192)));
        var bad = new ScanStatus("s", ScanStatus.State.RECEIVING, counts, 1, 0, "", 2, null, null, "", beside);
        String message =
                String.valueOf(assertThrows(WireException.class, () -> StatusCodec.decode(StatusCodec.encode(bad)))
                        .getMessage());
        assertTrue(message.contains("an arrived line 192"), message);
    }

    @Test
    void aLetterSaysWhetherItHoldsTheWholeRecordAndWhoseTraceItIs() throws WireException {
        byte[] cut = {1, 2};
        DeadLetter got = DeadLetterCodec.decode(DeadLetterCodec.encode(
                new DeadLetter("s", 4, "why", "t", 0, 1, cut, 1, 3, "0af7651916cd43dd8448eb211c80319c")));
        assertFalse(got.isWhole());
        assertEquals("0af7651916cd43dd8448eb211c80319c", got.traceId());
    }

    private static ReconImage withoutPixels(ReconImage sent, ReconImage pixels) {
        return new ReconImage(
                sent.scanId(),
                sent.index(),
                sent.stage(),
                sent.revision(),
                sent.last(),
                sent.geometry(),
                pixels.magnitude(),
                pixels.uncertainty(),
                sent.kspaceShare(),
                sent.provenance(),
                sent.timing());
    }

    private static ReconImage picture(Stage stage, @Nullable RealImage deviation) {
        Provenance provenance = new Provenance(
                "coarse-to-fine",
                "small",
                "1",
                "ab12",
                80,
                8,
                true,
                -5,
                .01,
                3.9,
                "",
                List.of(new Provenance.Step("maps", 12.5), new Provenance.Step("sample", 900)));
        return new ReconImage(
                "s",
                new ImageIndex(1, 2, 3, 4),
                stage,
                3,
                stage == Stage.REFINED,
                new Geometry(Placement.AXIAL, new Vector3(220, 200, 5)),
                random(5, 7, 1),
                deviation == null ? null : new Uncertainty(deviation, rawOf(deviation), .07),
                .75,
                provenance,
                new ReconImage.Timing(1, 2, 3));
    }

    private static RealImage rawOf(RealImage deviation) {
        return random(deviation.rows(), deviation.columns(), 3);
    }

    private static RealImage random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[] data = new float[rows * columns];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextFloat();
        }
        return new RealImage(rows, columns, data);
    }
}
