package org.larmor.app.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.larmor.app.cli.BadInput;

/** The data elements of a DICOM file's outermost level, by their tags (group and element in one number); sequences are passed over. */
final class DicomElements {
    private static final String IMPLICIT = "1.2.840.10008.1.2";
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final int TRANSFER_SYNTAX = 0x00020010;
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_END = 0xFFFEE00D;
    private static final int SEQUENCE_END = 0xFFFEE0DD;
    private static final int UNDEFINED = -1;
    private static final int DEEPEST = 16;
    /** Value representations whose length has four bytes. */
    private static final Set<String> LONG =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private final Path path;
    private final ByteBuffer file;
    private final Map<Integer, ByteBuffer> found = new HashMap<>();
    private boolean explicit = true;

    private DicomElements(Path path, ByteBuffer file) {
        this.path = path;
        this.file = file.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws BadInput if it is compressed, big-endian or not whole; one line */
    static DicomElements read(Path path, ByteBuffer file, int from) throws BadInput {
        var elements = new DicomElements(path, file.position(from));
        try {
            elements.readAll();
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new BadInput(path + ": ends within a DICOM element");
        }
        return elements;
    }

    private void readAll() throws BadInput {
        boolean told = false;
        while (file.remaining() >= 8) {
            int tag = tag();
            if (!told && tag >>> 16 != 2) {
                told = true;
                syntax();
            }
            int length = length(tag);
            if (length == UNDEFINED) {
                if (tag == 0x7FE00010) {
                    throw new BadInput(path + ": its pixels are compressed; only uncompressed DICOM is read");
                }
                passSequence(0);
            } else {
                found.put(tag, file.slice(file.position(), length).order(ByteOrder.LITTLE_ENDIAN));
                file.position(file.position() + length);
            }
        }
    }

    private void syntax() throws BadInput {
        String syntax = text(TRANSFER_SYNTAX);
        if (!syntax.equals(IMPLICIT) && !syntax.equals(EXPLICIT)) {
            throw new BadInput(path + ": DICOM's transfer syntax " + syntax
                    + " is not read, only the uncompressed little-endian ones");
        }
        explicit = syntax.equals(EXPLICIT);
    }

    private int tag() {
        int group = Short.toUnsignedInt(file.getShort());
        return group << 16 | Short.toUnsignedInt(file.getShort());
    }

    private int length(int tag) {
        boolean item = tag == ITEM || tag == ITEM_END || tag == SEQUENCE_END;
        if (item || !explicit && tag >>> 16 != 2) {
            return file.getInt();
        }
        String representation = "" + (char) file.get() + (char) file.get();
        if (LONG.contains(representation)) {
            file.getShort();
            return file.getInt();
        }
        return Short.toUnsignedInt(file.getShort());
    }

    /** Up to the end of a sequence whose length is not told. */
    private void passSequence(int depth) throws BadInput {
        if (depth > DEEPEST) {
            throw new BadInput(path + ": its DICOM sequences are nested deeper than " + DEEPEST);
        }
        for (int tag = tag(); tag != SEQUENCE_END; tag = tag()) {
            int length = length(tag);
            if (length != UNDEFINED) {
                file.position(file.position() + length);
            } else {
                passItem(depth);
            }
        }
        file.getInt();
    }

    private void passItem(int depth) throws BadInput {
        for (int tag = tag(); tag != ITEM_END; tag = tag()) {
            int length = length(tag);
            if (length == UNDEFINED) {
                passSequence(depth + 1);
            } else {
                file.position(file.position() + length);
            }
        }
        file.getInt();
    }

    Optional<ByteBuffer> bytes(int tag) {
        return Optional.ofNullable(found.get(tag));
    }

    /** An unsigned 16-bit number; 0 where there is none. */
    int number(int tag) {
        ByteBuffer value = found.get(tag);
        return value == null || value.remaining() < 2 ? 0 : Short.toUnsignedInt(value.getShort(0));
    }

    String text(int tag) {
        ByteBuffer value = found.get(tag);
        return value == null
                ? ""
                : StandardCharsets.ISO_8859_1
                        .decode(value.duplicate())
                        .toString()
                        .replace('\0', ' ')
                        .strip();
    }

    /** Numbers that are written as text. @throws BadInput if they are none */
    Optional<double[]> values(int tag) throws BadInput {
        String text = text(tag);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = text.split("\\\\");
        double[] values = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                values[i] = Double.parseDouble(parts[i].strip());
            } catch (NumberFormatException e) {
                throw new BadInput("%s: '%s' in the element (%04x,%04x) is no number"
                        .formatted(path, parts[i].strip(), tag >>> 16, tag & 0xffff));
            }
        }
        return Optional.of(values);
    }
}
