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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.Frame.Deviation;
import org.larmor.core.domain.Frame.Displacement;
import org.larmor.core.domain.Frame.Kind;
import org.larmor.core.domain.Frame.Phase;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Vector3;

class FrameCodecTest {
    private static final int ROWS = 5;
    private static final int COLUMNS = 7;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void givesBackAFrame(Kind kind) throws WireException {
        Frame sent = frame(kind, true);

        Frame got = FrameCodec.decode(FrameCodec.encode(sent, "study"));

        assertEquals(maps(sent), maps(got));
        assertEquals(withoutMaps(sent), withoutMaps(got));
    }

    @Test
    void aFrameWithoutDeviationAndFieldHasNone() throws WireException {
        Frame got = FrameCodec.decode(FrameCodec.encode(frame(Kind.SYNTHESISED, false), ""));

        assertNull(got.deviation());
        assertNull(got.displacement());
    }

    @Test
    void refusesMapsThatDoNotFillTheFrame() throws Exception {
        refuses("magnitude holds 140 bytes where 6 x 7", wire -> wire.setRows(6));
        refuses(
                "standard deviation holds 4 bytes",
                wire -> wire.setStandardDeviation(ByteString.copyFrom(new byte[4])));
        refuses("raw deviation holds 8 bytes", wire -> wire.setRawDeviation(ByteString.copyFrom(new byte[8])));
        refuses(
                "displacement holds 140 bytes where 10 x 7 pixels need 280",
                wire -> wire.setDisplacement(ByteString.copyFrom(new byte[140])));
    }

    @Test
    void refusesMomentsOutsideTheCycleAndSharesThatAreNone() throws Exception {
        refuses("time 1.0", wire -> wire.setTime(1));
        refuses("time NaN", wire -> wire.setTime(Double.NaN));
        refuses("gamma 1.5", wire -> wire.setGamma(1.5));
        refuses("folds -0.1", wire -> wire.setFoldingShare(-.1));
        refuses("at -0.5 of the cycle", wire -> wire.getTargetBuilder().setTime(-.5));
        refuses("rows 5000", wire -> wire.setRows(5000));
        refuses("frame kind 0", wire -> wire.setKindValue(0));
        refuses(
                "a frame between",
                wire -> wire.getTargetBuilder().getIndexBuilder().setSlice(9));
        refuses("pixel encoding", wire -> wire.setEncodingValue(0));
    }

    @Test
    void everyTruncationIsRefusedOrGivesNoOtherPicture() throws Exception {
        Frame sent = frame(Kind.SYNTHESISED, true);
        byte[] whole = FrameCodec.encode(sent, "");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertArrayEquals(
                        sent.magnitude().data(),
                        FrameCodec.decode(cut).magnitude().data(),
                        "cut to " + length);
            } catch (WireException e) {
                assertTrue(String.valueOf(e.getMessage()).lines().count() == 1, "cut to " + length);
            }
        }
    }

    @Test
    void refusesToSendWhatNoBrokerWouldTake() {
        RealImage huge = new RealImage(2100, 2100, new float[2100 * 2100]);
        Frame sent = of(Kind.MEASURED, huge, null, null);
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> FrameCodec.encode(sent, ""))
                .getMessage());
        assertTrue(message.startsWith("scan s: a frame of"), message);
    }

    private static void refuses(String reason, Consumer<org.larmor.proto.v1.Frame.Builder> change) throws Exception {
        var wire =
                org.larmor.proto.v1.Frame.parseFrom(FrameCodec.encode(frame(Kind.SYNTHESISED, true), "")).toBuilder();
        change.accept(wire);
        byte[] bad = wire.build().toByteArray();
        String message = String.valueOf(
                assertThrows(WireException.class, () -> FrameCodec.decode(bad)).getMessage());
        assertTrue(message.startsWith("scan s: ") && message.contains(reason), message);
    }

    private static Frame frame(Kind kind, boolean maps) {
        return of(
                kind,
                random(1),
                maps ? new Deviation(random(2), random(3)) : null,
                maps ? new Displacement(random(4), random(5)) : null);
    }

    private static Frame of(
            Kind kind,
            RealImage magnitude,
            @org.jspecify.annotations.Nullable Deviation deviation,
            @org.jspecify.annotations.Nullable Displacement displacement) {
        return new Frame(
                "s",
                kind,
                4,
                new Phase(new ImageIndex(1, 2, 9, 4), 3, .75),
                new Phase(new ImageIndex(1, 2, 1, 4), 5, 1 / 12.0),
                .25,
                5 / 6.0,
                new Geometry(Placement.AXIAL, new Vector3(220, 200, 5)),
                magnitude,
                deviation,
                displacement,
                .002,
                new Provenance(
                        "deformable",
                        "heart",
                        "1",
                        "ab12",
                        3,
                        1,
                        false,
                        -5,
                        .01,
                        3.9,
                        "",
                        List.of(new Provenance.Step("latent", 12.5), new Provenance.Step("warp", 9))),
                11,
                12);
    }

    private static List<List<Float>> maps(Frame frame) {
        Deviation deviation = java.util.Objects.requireNonNull(frame.deviation());
        Displacement displacement = java.util.Objects.requireNonNull(frame.displacement());
        return java.util.stream.Stream.of(
                        frame.magnitude(),
                        deviation.calibrated(),
                        java.util.Objects.requireNonNull(deviation.raw()),
                        displacement.rows(),
                        displacement.columns())
                .map(FrameCodecTest::values)
                .toList();
    }

    private static List<Float> values(RealImage image) {
        List<Float> values = new java.util.ArrayList<>();
        values.add((float) image.rows());
        for (float value : image.data()) {
            values.add(value);
        }
        return values;
    }

    private static Frame withoutMaps(Frame f) {
        return new Frame(
                f.scanId(),
                f.kind(),
                f.generation(),
                f.source(),
                f.target(),
                f.gamma(),
                f.time(),
                f.geometry(),
                NOTHING,
                null,
                null,
                f.foldingShare(),
                f.provenance(),
                f.measured(),
                f.published());
    }

    private static final RealImage NOTHING = new RealImage(1, 1, new float[1]);

    private static RealImage random(long seed) {
        Random random = new Random(seed);
        float[] data = new float[ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextFloat();
        }
        return new RealImage(ROWS, COLUMNS, data);
    }
}
