package org.larmor.app.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.Vector3;

class DicomPictureTest {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String IMPLICIT = "1.2.840.10008.1.2";

    @TempDir
    private Path folder = Path.of("");

    /** A file of two rows and three columns of 16 bits. */
    private byte[] file(String syntax, double z, int... pixels) {
        boolean explicit = syntax.equals(EXPLICIT);
        ByteBuffer file = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        file.position(128).put("DICM".getBytes(StandardCharsets.US_ASCII));
        text(file, true, 0x00020010, "UI", syntax);
        sequence(file, explicit);
        text(file, explicit, 0x00180050, "DS", "4.5 ");
        text(file, explicit, 0x00200032, "DS", "-10\\-20\\" + z);
        text(file, explicit, 0x00200037, "DS", "1\\0\\0\\0\\1\\0");
        number(file, explicit, 0x00280002, 1);
        text(file, explicit, 0x00280004, "CS", "MONOCHROME2 ");
        number(file, explicit, 0x00280010, 2);
        number(file, explicit, 0x00280011, 3);
        text(file, explicit, 0x00280030, "DS", "2\\.5");
        number(file, explicit, 0x00280100, 16);
        number(file, explicit, 0x00280103, 1);
        text(file, explicit, 0x00281052, "DS", "100 ");
        text(file, explicit, 0x00281053, "DS", "2 ");
        head(file, explicit, 0x7FE00010, "OW", 2 * pixels.length);
        for (int pixel : pixels) {
            file.putShort((short) pixel);
        }
        return Arrays.copyOf(file.array(), file.position());
    }

    private static void head(ByteBuffer file, boolean explicit, int tag, String type, int length) {
        file.putShort((short) (tag >>> 16)).putShort((short) tag);
        if (!explicit) {
            file.putInt(length);
            return;
        }
        file.put(type.getBytes(StandardCharsets.US_ASCII));
        if (List.of("OW", "SQ").contains(type)) {
            file.putShort((short) 0).putInt(length);
        } else {
            file.putShort((short) length);
        }
    }

    private static void text(ByteBuffer file, boolean explicit, int tag, String type, String value) {
        head(file, explicit, tag, type, value.length());
        file.put(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static void number(ByteBuffer file, boolean explicit, int tag, int value) {
        head(file, explicit, tag, "US", 2);
        file.putShort((short) value);
    }

    /** One of undefined length, with an item of undefined length in it that holds other pictures' rows. */
    private static void sequence(ByteBuffer file, boolean explicit) {
        head(file, explicit, 0x00081140, "SQ", -1);
        file.putShort((short) 0xFFFE).putShort((short) 0xE000).putInt(-1);
        number(file, explicit, 0x00280010, 999);
        file.putShort((short) 0xFFFE).putShort((short) 0xE00D).putInt(0);
        file.putShort((short) 0xFFFE).putShort((short) 0xE0DD).putInt(0);
    }

    private Path written(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void theStoredValuesAreRescaledAndPlaced() throws BadInput, IOException {
        for (String syntax : List.of(EXPLICIT, IMPLICIT)) {
            DicomPicture read = DicomPicture.read(written("one.dcm", file(syntax, 7, 1, 2, 3, 4, 5, -6)));
            assertArrayEquals(
                    new float[] {102, 104, 106, 108, 110, 88}, read.picture().data(), syntax);
            Geometry geometry = read.geometry().orElseThrow();
            assertEquals(new Vector3(1.5f, 4, 4.5f), geometry.fieldOfViewMm());
            assertEquals(new Vector3(-9.5f, -18, 7), geometry.placement().position());
            assertEquals(new Vector3(0, 0, 1), geometry.placement().slice());
        }
    }

    @Test
    void aFolderIsAStackInTheOrderOfItsPlaces() throws BadInput, IOException {
        written("a", file(EXPLICIT, 9, 1, 1, 1, 1, 1, 1));
        written("b", file(EXPLICIT, 3, 2, 2, 2, 2, 2, 2));
        written("notes.txt", new byte[3]);
        PictureFile stack = PictureFile.read(folder);
        assertEquals(List.of(2, 2, 3), stack.shape());
        assertEquals(104, stack.picture().data()[0]);
        assertEquals(3, stack.geometry().getFirst().placement().position().z());
    }

    @Test
    void whatIsCompressedOrNotWholeIsRefused() throws IOException {
        Path jpeg = written("jpeg.dcm", file("1.2.840.10008.1.2.4.70", 0, 1, 2, 3, 4, 5, 6));
        assertTrue(String.valueOf(assertThrows(BadInput.class, () -> DicomPicture.read(jpeg))
                        .getMessage())
                .contains("transfer syntax 1.2.840.10008.1.2.4.70 is not read"));
        byte[] whole = file(EXPLICIT, 0, 1, 2, 3, 4, 5, 6);
        Path cut = written("cut.dcm", Arrays.copyOf(whole, whole.length - 3));
        assertTrue(String.valueOf(assertThrows(BadInput.class, () -> DicomPicture.read(cut))
                        .getMessage())
                .endsWith("ends within a DICOM element"));
        Path few = written("few.dcm", file(EXPLICIT, 0, 1, 2, 3, 4));
        assertTrue(String.valueOf(assertThrows(BadInput.class, () -> DicomPicture.read(few))
                        .getMessage())
                .endsWith("ends before its 2 x 3 pixels do"));
    }
}
