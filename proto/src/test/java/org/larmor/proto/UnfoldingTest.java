package org.larmor.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.larmor.proto.v1.Image;
import org.larmor.proto.v1.ScanRecord;

/** Short records that would unfold into long ones: what they cost, told or not, is bounded by what was sent. */
class UnfoldingTest {
    private static final int PARTS = 2_000_000;
    private static final long MOST_BYTES = 8 << 20;
    private static final int UNKNOWN = 999;

    private interface Decoder {
        Object decode(byte[] value) throws WireException;
    }

    private static final Map<String, Decoder> RESULTS = Map.of(
            "picture", ImageCodec::decode,
            "frame", FrameCodec::decode,
            "status", StatusCodec::decode,
            "dead letter", DeadLetterCodec::decode);

    @Test
    void millionsOfUnknownFieldsAreRefusedUnmade() throws IOException {
        byte[] bomb = repeated(UNKNOWN);
        RESULTS.forEach((what, decoder) -> assertCheap(what, decoder, bomb));
        assertCheap("scan record", ScanRecordCodec::decode, bomb);
    }

    @Test
    void theSameWithinAReadoutAreNotKept() throws IOException {
        byte[] readout = repeated(UNKNOWN);
        byte[] readouts = nested(1, readout);
        byte[] record = nested(ScanRecord.READOUTS_FIELD_NUMBER, readouts);
        assertCheap("readout", ScanRecordCodec::decode, prefixed(record));
    }

    @Test
    void millionsOfStepsInAProvenanceAreRefusedUnmade() throws IOException {
        byte[] steps = repeatedEmpty(11);
        assertCheap("provenance", ImageCodec::decode, nested(Image.PROVENANCE_FIELD_NUMBER, steps));
    }

    @Test
    void aResultThatIsLongerThanAnyThatIsSentIsRefused() {
        byte[] longer = new byte[Topics.MAX_RECORD_BYTES + 1];
        RESULTS.forEach((what, decoder) -> {
            WireException e = assertThrows(WireException.class, () -> decoder.decode(longer), what);
            assertTrue(e.reason().endsWith("at most " + Topics.MAX_RECORD_BYTES + " are taken"), e.reason());
        });
    }

    /** A matrix of 2^31 rows, which is negative in Java, and one that overflows when multiplied. */
    @Test
    void aMatrixWithoutPixelsIsRefusedUnmade() {
        for (int rows : List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20, 65_536)) {
            byte[] image = Image.newBuilder()
                    .setScanId("a")
                    .setRows(rows)
                    .setColumns(65_536)
                    .setEncoding(org.larmor.proto.v1.PixelEncoding.PIXEL_ENCODING_FLOAT32_LE)
                    .build()
                    .toByteArray();
            assertCheap("matrix of " + Integer.toUnsignedString(rows), ImageCodec::decode, image);
        }
    }

    private static void assertCheap(String what, Decoder decoder, byte[] value) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThrows(WireException.class, () -> decoder.decode(value), what);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThrows(WireException.class, () -> decoder.decode(value), what);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(0, allocated / MOST_BYTES, what + " of " + value.length + " bytes cost " + allocated + " bytes");
    }

    /** A field of two bytes, many times. */
    private static byte[] repeated(int field) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int i = 0; i < PARTS; i++) {
            out.writeUInt32(field, 1);
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] repeatedEmpty(int field) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int i = 0; i < PARTS; i++) {
            out.writeByteArray(field, new byte[0]);
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] nested(int field, byte[] message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(field, message);
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] prefixed(byte[] record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ScanRecord.newBuilder().setScanId("a").build().toByteArray());
        bytes.write(record);
        return bytes.toByteArray();
    }
}
