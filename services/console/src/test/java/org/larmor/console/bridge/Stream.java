package org.larmor.console.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** The bytes of an MRD stream, put where the offsets of the ISMRMRD library's structures say. */
final class Stream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    Stream id(int number) {
        bytes.writeBytes(littleEndian(2).putShort((short) number).array());
        return this;
    }

    Stream bytes(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    /** A message that is a length and so many bytes. */
    Stream text(int id, String text) {
        byte[] all = text.getBytes(UTF_8);
        return id(id).bytes(littleEndian(4).putInt(all.length).array()).bytes(all);
    }

    Stream config(String name) {
        byte[] padded = new byte[1024];
        byte[] all = name.getBytes(UTF_8);
        System.arraycopy(all, 0, padded, 0, all.length);
        return id(1).bytes(padded);
    }

    /** An acquisition of the first line, with two coils of {@code samples} samples that count up, otherwise as {@code change} says. */
    Stream acquisition(int samples, Consumer<ByteBuffer> change) {
        ByteBuffer head = head(samples, 2);
        change.accept(head);
        ByteBuffer data = littleEndian(16 * samples);
        for (int i = 0; i < 4 * samples; i++) {
            data.putFloat(i);
        }
        return id(1008).bytes(head.array()).bytes(data.array());
    }

    static ByteBuffer head(int samples, int coils) {
        return littleEndian(340)
                .putShort(0, (short) 1)
                .putShort(34, (short) samples)
                .putShort(36, (short) coils)
                .putShort(38, (short) coils)
                .putShort(172, (short) (samples / 2))
                .putFloat(178, 2.5f);
    }

    /** An MRD header of so many rows, slices and columns. */
    static String header(int rows, int columns, int slices) {
        String matrix = "<matrixSize><x>" + columns + "</x><y>" + rows + "</y><z>1</z></matrixSize>"
                + "<fieldOfView_mm><x>200</x><y>100</y><z>5</z></fieldOfView_mm>";
        return "<?xml version=\"1.0\"?><ismrmrdHeader xmlns=\"http://www.ismrm.org/ISMRMRD\"><encoding><encodedSpace>"
                + matrix
                + "</encodedSpace><reconSpace>" + matrix + "</reconSpace><encodingLimits>"
                + limit("kspace_encoding_step_1", rows - 1, rows / 2) + limit("slice", slices - 1, 0)
                + "</encodingLimits><trajectory>cartesian</trajectory></encoding></ismrmrdHeader>";
    }

    private static String limit(String name, int maximum, int centre) {
        return "<%s><minimum>0</minimum><maximum>%d</maximum><center>%d</center></%s>"
                .formatted(name, maximum, centre, name);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    MrdInput open() {
        return new MrdInput(new ByteArrayInputStream(toBytes()));
    }
}
