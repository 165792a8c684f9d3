package org.larmor.console.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream.Builder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.console.ConsoleException;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Vector3;
import org.larmor.core.domain.Waveform;

class MrdInputTest {
    @Test
    void everyFieldOfAnAcquisitionIsReadWhereTheIsmrmrdLibraryPutsIt() throws IOException {
        MrdInput input = new Stream()
                .acquisition(4, head -> {
                    head.putLong(2, 1L << 18).putInt(10, -2).putInt(14, 77).putInt(18, 5000);
                    head.putInt(22, 31).putInt(26, 32).putInt(30, 33);
                    head.putShort(168, (short) 1).putShort(170, (short) 2).putShort(172, (short) 3);
                    head.putShort(174, (short) 6);
                    for (int i = 0; i < 15; i++) {
                        head.putFloat(182 + 4 * i, i + 1);
                    }
                    for (int i = 0; i < 9; i++) {
                        head.putShort(242 + 2 * i, (short) (65_535 - i));
                    }
                })
                .open();

        Acquisition read =
                assertInstanceOf(Message.Acquired.class, input.next()).acquisition();

        AcquisitionHeader header = read.header();
        assertTrue(header.isNoise());
        assertEquals(77, header.scanCounter());
        assertEquals(4_294_967_294L, header.origin().measurement());
        assertEquals(5000, header.origin().acquisitionStamp());
        assertArrayEquals(new int[] {31, 32, 33}, header.origin().physiologyStamps());
        assertEquals(new Vector3(13, 14, 15), header.origin().table());
        assertEquals(new Readout.SampleWindow(4, 3, 1, 2), header.window());
        assertEquals(6, header.encodingSpace());
        assertEquals(2.5, header.sampleTimeMicros());
        assertEquals(
                new Readout.Placement(
                        new Vector3(1, 2, 3), new Vector3(4, 5, 6), new Vector3(7, 8, 9), new Vector3(10, 11, 12)),
                header.placement());
        assertEquals(
                new EncodingCounters(65_535, 65_534, 65_533, 65_532, 65_531, 65_530, 65_529, 65_528, 65_527),
                header.counters());
        Readout readout = read.readout(9);
        assertEquals(9, readout.sequence());
        assertEquals(new Readout.Timestamps(5000, 31), readout.timestamps());
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, readout.samples());
    }

    @Test
    void aTrajectoryIsPassedOver() throws IOException {
        ByteBuffer head = Stream.head(4, 1).putShort(176, (short) 3);
        MrdInput input = new Stream()
                .id(1008)
                .bytes(head.array())
                .bytes(new byte[4 * 3 * 4])
                .bytes(Stream.littleEndian(32).putFloat(4).array())
                .id(4)
                .open();

        Acquisition read =
                assertInstanceOf(Message.Acquired.class, input.next()).acquisition();

        assertEquals(4, read.samples()[0]);
        assertInstanceOf(Message.Close.class, input.next());
    }

    @Test
    void aWaveformIsReadAfterItsPaddedHeader() throws IOException {
        ByteBuffer head = Stream.littleEndian(40)
                .putInt(24, 123)
                .putShort(28, (short) 3)
                .putShort(30, (short) 2)
                .putFloat(32, 2500)
                .putShort(36, (short) 1);
        MrdInput input = new Stream()
                .id(1026)
                .bytes(head.array())
                .bytes(Stream.littleEndian(24).putInt(20, 9).array())
                .open();

        Waveform read =
                assertInstanceOf(Message.WaveformPiece.class, input.next()).waveform();

        assertEquals(1, read.id());
        assertEquals(123, read.startStamp());
        assertEquals(2500, read.sampleTimeMicros());
        assertEquals(2, read.channels());
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 9}, read.samples());
    }

    @Test
    void stringsEndAtTheirFirstZeroOrWithTheirLength() throws IOException {
        MrdInput input = new Stream()
                .config("larmor")
                .text(2, "{}\0waste")
                .text(3, "<x/>")
                .text(5, "")
                .open();

        assertEquals(new Message.ConfigName("larmor"), input.next());
        assertEquals(new Message.ConfigText("{}"), input.next());
        assertEquals(new Message.Header("<x/>"), input.next());
        assertEquals(new Message.Text(""), input.next());
    }

    @Test
    void aPictureIsPassedOver() throws IOException {
        ByteBuffer head = Stream.littleEndian(198)
                .putShort(2, (short) 7)
                .putShort(16, (short) 3)
                .putShort(18, (short) 2)
                .putShort(20, (short) 1)
                .putShort(34, (short) 2);
        MrdInput input = new Stream()
                .id(1022)
                .bytes(head.array())
                .bytes(Stream.littleEndian(8).putLong(5).array())
                .bytes(new byte[5 + 8 * 12])
                .id(4)
                .open();

        assertInstanceOf(Message.Picture.class, input.next());
        assertInstanceOf(Message.Close.class, input.next());
    }

    static java.util.stream.Stream<Arguments> tooMuch() {
        Builder<Arguments> all = java.util.stream.Stream.builder();
        for (int text : new int[] {2, 3, 5}) {
            all.add(Arguments.of(
                    "text " + text,
                    new Stream()
                            .id(text)
                            .bytes(Stream.littleEndian(4).putInt(-1).array())));
        }
        all.add(Arguments.of(
                "samples", new Stream().id(1008).bytes(Stream.head(65_535, 1).array())));
        all.add(Arguments.of(
                "coils", new Stream().id(1008).bytes(Stream.head(1, 65_535).array())));
        all.add(Arguments.of(
                "both", new Stream().id(1008).bytes(Stream.head(8192, 256).array())));
        all.add(Arguments.of(
                "trajectory",
                new Stream()
                        .id(1008)
                        .bytes(Stream.head(8192, 1).putShort(176, (short) -1).array())));
        all.add(Arguments.of(
                "waveform",
                new Stream()
                        .id(1026)
                        .bytes(Stream.littleEndian(40).putInt(28, -1).array())));
        all.add(Arguments.of("attributes", picture(5, 1, -1)));
        all.add(Arguments.of("pixels", picture(5, 65_535, 0)));
        all.add(Arguments.of("type", picture(9, 1, 0)));
        return all.build();
    }

    private static Stream picture(int type, int side, long attributes) {
        ByteBuffer head = Stream.littleEndian(198).putShort(2, (short) type).putShort(34, (short) 1);
        for (int axis = 0; axis < 3; axis++) {
            head.putShort(16 + 2 * axis, (short) side);
        }
        return new Stream()
                .id(1022)
                .bytes(head.array())
                .bytes(Stream.littleEndian(8).putLong(attributes).array());
    }

    /** Nothing follows what announces it: whoever waited for it, or made room for it, would find the end of the stream. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuch")
    void whatIsAnnouncedTooLargeIsRefusedBeforeItComes(String what, Stream stream) {
        ConsoleException e =
                assertThrows(ConsoleException.class, () -> stream.open().next(), what);

        assertEquals(1, String.valueOf(e.getMessage()).lines().count());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 1007, 1009, 1023, 4096, 65_535})
    void aNumberThatIsNoneOfTheProtocolIsRefusedByName(int number) {
        ConsoleException e = assertThrows(
                ConsoleException.class, () -> new Stream().id(number).open().next());

        assertTrue(String.valueOf(e.getMessage()).contains("the number " + number), e.getMessage());
    }

    @Test
    void aStreamThatBreaksOffAnywhereIsCut() throws IOException {
        byte[] whole = new Stream().acquisition(8, head -> {}).toBytes();
        new MrdInput(new ByteArrayInputStream(whole)).next();
        for (int length = 0; length < whole.length; length++) {
            MrdInput input = new MrdInput(new ByteArrayInputStream(Arrays.copyOf(whole, length)));

            assertThrows(EOFException.class, input::next, "after " + length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void garbageEndsInOneLineOrInTheEndOfTheStream(long seed) {
        Random random = new Random(seed);
        int[] numbers = {1, 2, 3, 4, 5, 1008, 1022, 1026};
        for (int n = 0; n < 500; n++) {
            byte[] garbage = new byte[random.nextInt(2000)];
            random.nextBytes(garbage);
            MrdInput input = new Stream()
                    .id(numbers[random.nextInt(numbers.length)])
                    .bytes(garbage)
                    .open();

            Exception end = assertThrows(Exception.class, () -> readAll(input), "seed " + seed);

            assertTrue(end instanceof ConsoleException || end instanceof EOFException, "seed " + seed + ": " + end);
        }
    }

    private static void readAll(MrdInput input) throws IOException {
        for (int message = 0; message < 10_000; message++) {
            input.next();
        }
    }
}
