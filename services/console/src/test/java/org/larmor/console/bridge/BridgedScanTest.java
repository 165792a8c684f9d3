package org.larmor.console.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.console.ConsoleException;
import org.larmor.console.privacy.Pseudonyms;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader.UserParameter;

class BridgedScanTest {
    private static final long NOISE = 1L << 18;

    private static Stream begun(String config) {
        return new Stream().text(2, config).text(3, Stream.header(8, 16, 2));
    }

    private static BridgedScan open(Stream stream) throws IOException {
        BridgedScan scan = opening(stream.open()).read();
        assertNotNull(scan);
        return scan;
    }

    private static List<ScanEvent> events(BridgedScan scan) {
        List<ScanEvent> events = new ArrayList<>();
        scan.events().forEachRemaining(events::add);
        return events;
    }

    @Test
    void aStreamBecomesTheScanThatItsFileWouldBe() throws IOException {
        BridgedScan scan = open(begun("{\"scan\": \"x\", \"method\": \"sense\"}")
                .acquisition(4, head -> head.putLong(2, NOISE).putFloat(178, 9))
                .acquisition(16, head -> head.putInt(14, 1))
                .acquisition(16, head -> head.putInt(14, 2).putShort(174, (short) 1))
                .acquisition(16, head -> head.putInt(14, 5))
                .text(5, "hello")
                .id(4));

        List<ScanEvent> events = events(scan);

        assertEquals("x", scan.header().scanId());
        assertEquals(2, scan.header().coils());
        assertEquals(2.5, scan.header().sampleTimeMicros());
        assertEquals(2, scan.header().limits().slice().count());
        assertTrue(scan.header().userParameters().contains(new UserParameter("larmor.method", "sense")));
        assertTrue(scan.header().userParameters().contains(new UserParameter("noise_dwell_time_us", "9.0")));
        assertEquals(new ScanEvent.Started(scan.header()), events.get(0));
        for (int i = 0; i < 3; i++) {
            var arrived = assertInstanceOf(ScanEvent.ReadoutArrived.class, events.get(1 + i));
            assertEquals(i, arrived.readout().sequence());
        }
        assertEquals(new ScanEvent.Ended("x", 3 + 2), events.get(4), "two that the scan counter has went lost");
        assertEquals(5, events.size());
        assertNull(scan.cut());
    }

    @Test
    void nothingIsReadAheadOfWhoTakesIt() throws IOException {
        byte[] head = begun("larmor").acquisition(16, h -> {}).toBytes();
        byte[] line = new Stream().acquisition(8192, h -> {}).toBytes();
        int[] asked = new int[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                int at = asked[0]++ % line.length;
                return Byte.toUnsignedInt(line[at]);
            }
        };
        BridgedScan scan = opening(new MrdInput(new SequenceInputStream(new ByteArrayInputStream(head), endless)))
                .read();
        assertNotNull(scan);
        Iterator<ScanEvent> events = scan.events();
        events.next();
        events.next();
        assertEquals(0, asked[0]);
        for (int taken = 1; taken < 20; taken++) {
            events.next();

            assertTrue(asked[0] <= (long) taken * line.length + (64 << 10), asked[0] + " bytes after " + taken);
        }
    }

    @Test
    void aScanWithoutANameIsGivenUpWhenItsConnectionIsCut() throws IOException {
        BridgedScan scan = open(begun("larmor").acquisition(16, head -> {}).acquisition(16, head -> {}));

        ConsoleException e = assertThrows(ConsoleException.class, () -> events(scan));

        assertEquals("its connection was cut after 2 readouts", e.getMessage());
        assertTrue(
                scan.header().scanId().matches("mrd-[0-9a-f-]{36}"),
                scan.header().scanId());
    }

    @Test
    void aScanWithANameStopsAndMayBeResumed() throws IOException {
        BridgedScan scan = open(begun("{\"scan\": \"x\"}").acquisition(16, head -> {}));

        List<ScanEvent> events = events(scan);

        assertEquals(2, events.size());
        assertEquals("its connection was cut after 1 readout", scan.cut());
    }

    @Test
    void whoeverWantsNoMoreOfItStopsIt() throws IOException {
        BridgedScan scan = open(begun("larmor")
                .acquisition(16, head -> {})
                .acquisition(16, head -> {})
                .id(4));
        scan.stop("the service has failed it");

        ConsoleException e = assertThrows(ConsoleException.class, () -> events(scan));

        assertEquals("the service has failed it", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aConfigurationOrAHeaderAfterTheDataIsRefused(int id) throws IOException {
        Stream stream = begun("larmor").acquisition(16, head -> {});
        BridgedScan scan = open(id == 1 ? stream.config("larmor") : stream.text(id, "{}"));

        ConsoleException e = assertThrows(ConsoleException.class, () -> events(scan));

        assertTrue(String.valueOf(e.getMessage()).endsWith("came after 1 readout"), e.getMessage());
    }

    @Test
    void anAcquisitionBeforeTheHeaderIsRefused() {
        Stream stream = new Stream().config("larmor").acquisition(16, head -> {});

        ConsoleException e = assertThrows(
                ConsoleException.class, () -> opening(stream.open()).read());

        assertEquals("an acquisition came before the header", e.getMessage());
    }

    @Test
    void aSecondHeaderIsRefused() {
        Stream stream = begun("larmor").text(3, Stream.header(8, 16, 1));

        assertThrows(ConsoleException.class, () -> opening(stream.open()).read());
    }

    @Test
    void aStreamWithoutALineIsNoScan() throws IOException {
        assertNull(opening(begun("larmor").id(4).open()).read());
        assertNull(opening(begun("larmor")
                        .acquisition(4, head -> head.putLong(2, NOISE))
                        .id(4)
                        .open())
                .read());
        assertNull(opening(new Stream().id(4).open()).read());
    }

    @Test
    void noiseBeforeTheFirstLineIsKeptWithinABound() {
        byte[] noise =
                new Stream().acquisition(8192, head -> head.putLong(2, NOISE)).toBytes();
        Stream stream = begun("larmor");
        for (long kept = 0; kept <= Opening.KEPT_BYTES; kept += noise.length) {
            stream.bytes(noise);
        }

        ConsoleException e = assertThrows(
                ConsoleException.class, () -> opening(stream.open()).read());

        assertTrue(String.valueOf(e.getMessage()).contains("before the first line"), e.getMessage());
    }

    private static Opening opening(MrdInput input) {
        return new Opening(input, Pseudonyms.PASSING);
    }
}
