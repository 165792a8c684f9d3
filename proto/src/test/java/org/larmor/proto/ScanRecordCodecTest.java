package org.larmor.proto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanEvent.ReadoutArrived;
import org.larmor.core.domain.ScanEvent.WaveformArrived;
import org.larmor.core.domain.Sender;
import org.larmor.core.domain.Waveform;
import org.larmor.proto.ScanRecordCodec.Decoded;
import org.larmor.proto.v1.Readouts;
import org.larmor.proto.v1.ScanRecord;
import org.larmor.proto.v1.ScanStarted;

class ScanRecordCodecTest {
    private static final String SCAN = "scan-1";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesBackTheHeaderThatWentIn(long seed) throws WireException {
        ScanEvent started = new ScanEvent.Started(new Samples(seed).header(SCAN));
        assertEquals(List.of(started), ScanRecordCodec.decode(ScanRecordCodec.encode(started)), "seed " + seed);
    }

    @Test
    void givesBackTheEndOfAScan() throws WireException {
        for (ScanEvent event : List.of(
                new ScanEvent.Ended(SCAN, 7),
                new ScanEvent.Ended(SCAN, 7, true),
                new ScanEvent.Aborted(SCAN, "table moved"))) {
            assertEquals(List.of(event), ScanRecordCodec.decode(ScanRecordCodec.encode(event)));
        }
    }

    @Test
    void givesBackWhoSentItAndInWhosePlace() throws WireException {
        Sender sender = new Sender(-7, 5);
        byte[] end = ScanRecordCodec.encode(new ScanEvent.Ended("s", 3), sender);
        assertEquals(sender, ScanRecordCodec.decode(end, WireLimits.DEFAULT).sender());
        byte[] untold = ScanRecordCodec.encode(new ScanEvent.Ended("s", 3));
        assertEquals(
                Sender.UNTOLD,
                ScanRecordCodec.decode(untold, WireLimits.DEFAULT).sender());
    }

    @Test
    void givesBackAWaveform() throws WireException {
        Waveform sent = new Waveform(1, 12, 2500, 2, new int[] {1, -2, 3, Integer.MIN_VALUE});
        ScanEvent event = ScanRecordCodec.decode(ScanRecordCodec.encode(new WaveformArrived(SCAN, sent)))
                .get(0);
        Waveform got = assertInstanceOf(WaveformArrived.class, event).waveform();
        assertArrayEquals(sent.samples(), got.samples());
        assertEquals(sent.startStamp(), got.startStamp());
        assertEquals(sent.channels(), got.channels());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesBackReadoutsBitForBit(long seed) throws WireException {
        Samples samples = new Samples(seed);
        List<Readout> sent = List.of(samples.readout(0, 1, 8), samples.readout(1, 3, 33), samples.readout(2, 8, 64));
        List<ScanEvent> events = ScanRecordCodec.decode(ScanRecordCodec.encodeReadouts(SCAN, sent));
        assertEquals(sent.size(), events.size());
        for (int i = 0; i < sent.size(); i++) {
            Readout got = assertInstanceOf(ReadoutArrived.class, events.get(i)).readout();
            assertSame(sent.get(i), got, "seed " + seed);
        }
    }

    private static void assertSame(Readout sent, Readout got, String message) {
        assertArrayEquals(sent.samples(), got.samples(), message);
        assertEquals(sent.sequence(), got.sequence(), message);
        assertEquals(sent.flags(), got.flags(), message);
        assertEquals(sent.counters(), got.counters(), message);
        assertEquals(sent.window(), got.window(), message);
        assertEquals(sent.placement(), got.placement(), message);
        assertEquals(sent.timestamps(), got.timestamps(), message);
        assertEquals(sent.coils(), got.coils(), message);
    }

    @Test
    void refusesDamagedSamplesAndKeepsTheNeighbours() throws WireException {
        Decoded decoded = decodeWith(readout -> {
            byte[] damaged = readout.getSamples().toByteArray();
            damaged[5] ^= 4;
            readout.setSamples(ByteString.copyFrom(damaged));
        });
        assertEquals(1, decoded.events().size());
        assertEquals(1, decoded.refused().size());
        WireException refused = decoded.refused().get(0);
        assertEquals(SCAN, refused.scanId());
        assertEquals(1, refused.sequence());
        assertTrue(refused.getMessage().startsWith("scan scan-1, readout 1: samples are damaged"), refused.toString());
    }

    @Test
    void refusesWrongWidthsAndCountersOutOfRange() throws WireException {
        assertRefused("needs 96|need 96", readout -> readout.setSamples(ByteString.copyFrom(new byte[40])));
        assertRefused("coils 0 is not within", readout -> readout.setCoils(0));
        assertRefused("coils 257 is not within", readout -> readout.setCoils(257));
        assertRefused("coils 4294967295 is not within", readout -> readout.setCoils(-1));
        assertRefused("samples per coil 8193 is not within", readout -> readout.setSamplesPerCoil(8193));
        assertRefused("all of the 6 samples are to be dropped", readout -> readout.setDiscardPre(6));
        assertRefused("sequence number", readout -> readout.setSequence(-3));
        assertRefused(
                "counter step1 65536", readout -> readout.getCountersBuilder().setStep1(65_536));
    }

    @Test
    void refusesNotANumber() throws WireException {
        assertRefused("NaN or infinite", readout -> {
            float[] samples = new float[24];
            samples[23] = Float.NaN;
            ByteString bytes = LittleEndian.toBytes(samples);
            readout.setSamples(bytes).setCrc32C(LittleEndian.crc32c(bytes));
        });
        assertRefused(
                "position.x is NaN", readout -> readout.getPositionBuilder().setX(Float.NaN));
    }

    @Test
    void refusesHeadersThatCannotBe() {
        assertHeaderRefused("matrix", ScanStarted.Builder::clearRecon);
        assertHeaderRefused("coils 0", wire -> wire.setCoils(0));
        assertHeaderRefused("rows 4097", wire -> wire.getEncodedBuilder().setRows(4097));
        assertHeaderRefused("columns 0", wire -> wire.getReconBuilder().setColumns(0));
        assertHeaderRefused("trajectory 77", wire -> wire.setTrajectoryValue(77));
        assertHeaderRefused("acceleration NaN", wire -> wire.setAcceleration(Double.NaN));
        assertHeaderRefused(
                "runs from 5 to 4",
                wire -> wire.getLimitsBuilder().getSliceBuilder().setMinimum(5).setMaximum(4));
    }

    @Test
    void refusesAScanIdThatCouldBeAPath() {
        byte[] record = ScanRecord.newBuilder().setScanId("../etc").build().toByteArray();
        assertTrue(assertThrows(WireException.class, () -> ScanRecordCodec.decode(record))
                .getMessage()
                .contains("scan id"));
    }

    @Test
    void refusesARecordThatUnfoldsIntoMillionsOfParts() {
        byte[] bomb = new byte[2 << 20];
        for (int i = 0; i + 1 < bomb.length; i += 2) {
            bomb[i] = 0x0a;
        }
        byte[] record = ScanRecord.newBuilder()
                .setScanId(SCAN)
                .build()
                .toByteString()
                .concat(ByteString.copyFrom(new byte[] {0x1a, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x01}))
                .concat(ByteString.copyFrom(bomb))
                .toByteArray();
        assertTrue(assertThrows(WireException.class, () -> ScanRecordCodec.decode(record))
                .getMessage()
                .contains("parts"));
    }

    @Test
    void refusesARecordThatIsTooLong() {
        byte[] record = new byte[Topics.MAX_RECORD_BYTES + 1];
        assertTrue(assertThrows(WireException.class, () -> ScanRecordCodec.decode(record))
                .getMessage()
                .contains("at most"));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void neverThrowsAnythingElseForBytesThatWereTamperedWith(long seed) {
        Random random = new Random(seed);
        Samples samples = new Samples(seed);
        byte[] good = ScanRecordCodec.encode(
                random.nextBoolean()
                        ? new ScanEvent.Started(samples.header(SCAN))
                        : new ReadoutArrived(SCAN, samples.readout(3, 2, 6)));
        for (int trial = 0; trial < 3_000; trial++) {
            byte[] bad = java.util.Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int hit = 0; hit < 1 + trial % 4; hit++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                ScanRecordCodec.decode(bad, WireLimits.DEFAULT);
            } catch (WireException expected) {
                assertEquals(1, expected.getMessage().lines().count(), "seed " + seed + ", trial " + trial);
            }
        }
    }

    private static void assertHeaderRefused(String reason, Consumer<ScanStarted.Builder> change) {
        ScanStarted.Builder wire = HeaderCodec.write(new Samples(1).header(SCAN)).toBuilder();
        change.accept(wire);
        byte[] record =
                ScanRecord.newBuilder().setScanId(SCAN).setStarted(wire).build().toByteArray();
        String message = assertThrows(WireException.class, () -> ScanRecordCodec.decode(record))
                .getMessage();
        assertTrue(message.startsWith("scan scan-1: ") && message.contains(reason), message);
    }

    private static void assertRefused(String reasons, Consumer<org.larmor.proto.v1.Readout.Builder> change)
            throws WireException {
        List<WireException> refused = decodeWith(change).refused();
        assertEquals(1, refused.size(), reasons);
        String message = refused.get(0).getMessage();
        assertTrue(List.of(reasons.split("\\|")).stream().anyMatch(message::contains), message);
    }

    /** Two readouts of 2 coils x 6 samples, the second one changed. */
    private static Decoded decodeWith(Consumer<org.larmor.proto.v1.Readout.Builder> change) throws WireException {
        Samples samples = new Samples(3);
        org.larmor.proto.v1.Readout.Builder second = ReadoutCodec.write(samples.readout(1, 2, 6)).toBuilder();
        change.accept(second);
        ScanRecord record = ScanRecord.newBuilder()
                .setScanId(SCAN)
                .setReadouts(Readouts.newBuilder()
                        .addReadouts(ReadoutCodec.write(samples.readout(0, 2, 6)))
                        .addReadouts(second))
                .build();
        return ScanRecordCodec.decode(record.toByteArray(), WireLimits.DEFAULT);
    }
}
