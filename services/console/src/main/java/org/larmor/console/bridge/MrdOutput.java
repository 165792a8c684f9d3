package org.larmor.console.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes messages into an MRD stream, each whole and at once. Used by one thread at a time. */
final class MrdOutput {
    private final BufferedOutputStream out;

    MrdOutput(OutputStream out) {
        this.out = new BufferedOutputStream(out);
    }

    /** A line that the client can show; FIRE colours it by its first three letters: DBG, WRN or ERR. */
    void text(String line) throws IOException {
        byte[] text = (line + "\n\0").getBytes(UTF_8);
        id(MessageId.TEXT);
        out.write(littleEndian(Integer.BYTES).putInt(text.length).array());
        out.write(text);
        out.flush();
    }

    void image(MrdImage image) throws IOException {
        id(MessageId.IMAGE);
        out.write(image.encoded());
        out.flush();
    }

    /** Nothing more will come. */
    void close() throws IOException {
        id(MessageId.CLOSE);
        out.flush();
    }

    private void id(MessageId id) throws IOException {
        out.write(littleEndian(Short.BYTES).putShort(id.number()).array());
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
