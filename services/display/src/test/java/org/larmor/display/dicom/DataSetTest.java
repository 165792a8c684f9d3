package org.larmor.display.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void writesExplicitSyntaxByTheLetter() {
        DataSet data = new DataSet()
                .bytes(0x7fe00010, Vr.OW, new byte[] {1, 2})
                .text(0x00080060, Vr.CS, "MR")
                .ushort(0x00280010, 258)
                .text(0x00080018, Vr.UI, "1.2");

        assertEquals(
                "08001800554904" + "00312e3200" + "080060004353" + "02004d52" + "280010005553" + "02000201"
                        + "e07f10004f570000" + "020000000102",
                HEX.formatHex(data.encoded(TransferSyntax.EXPLICIT)),
                "in the order of tags; a UID is padded with a zero");
    }

    @Test
    void writesImplicitSyntaxByTheLetter() {
        DataSet data = new DataSet().text(0x00100020, Vr.LO, "abc");

        assertEquals("10002000" + "04000000" + "61626320", HEX.formatHex(data.encoded(TransferSyntax.IMPLICIT)));
    }

    @Test
    void writesItemsOfASequenceWithTheirLengths() {
        DataSet data = new DataSet().sequence(0x0040a170, new DataSet().text(0x00080100, Vr.SH, "1"));

        assertEquals(
                "400070a1" + "5351" + "0000" + "12000000" + "feff00e0" + "0a000000" + "08000001" + "5348" + "0200"
                        + "3120",
                HEX.formatHex(data.encoded(TransferSyntax.EXPLICIT)));
    }

    @Test
    void sortsTagsWithoutTheirSign() {
        DataSet data = new DataSet().ushort(0x88880001, 1).ushort(0x00080001, 2).ushort(0x7fe10001, 3);

        assertEquals(
                List.of(0x00080001, 0x7fe10001, 0x88880001),
                List.copyOf(ReadDataSet.explicit(data.encoded(TransferSyntax.EXPLICIT))
                        .values
                        .keySet()));
    }

    @Test
    void refusesAValueThatIsTooLongOrWouldBeTwo() {
        assertThrows(IllegalArgumentException.class, () -> new DataSet().text(0x00080060, Vr.CS, "SEVENTEEN LETTERS"));
        assertThrows(IllegalArgumentException.class, () -> new DataSet().text(0x00100020, Vr.LO, "a\\b"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDecimalHasSixteenCharactersAndLosesNothingThatTheyCanHold(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            double value = (random.nextDouble() - .5) * Math.pow(10, random.nextInt(60) - 30);
            String text = DataSet.decimal(value);
            assertTrue(text.length() <= 16, "seed " + seed + ": " + value + " as " + text);
            assertEquals(value, Double.parseDouble(text), Math.abs(value) * 1e-7, "seed " + seed + ": " + text);
        }
    }

    @Test
    void theSameNameHasTheSameIdentifierAndNoOtherHasIt() {
        String uid = Uid.of("instance", "scan", "pictures-slice000");

        assertEquals(uid, Uid.of("instance", "scan", "pictures-slice000"));
        assertTrue(!uid.equals(Uid.of("instance", "scan", "pictures-slice001")));
        assertTrue(uid.matches("2\\.25\\.[1-9][0-9]{1,38}"), uid);
        byte[] uuid = new java.math.BigInteger(uid.substring(5)).toByteArray();
        assertArrayEquals(
                new int[] {5, 2},
                new int[] {(uuid[uuid.length - 10] & 0xf0) >> 4, (uuid[uuid.length - 8] & 0xc0) >> 6},
                "version 5, variant 2");
    }
}
