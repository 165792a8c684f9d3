package org.larmor.display.dicom;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.ObjIntConsumer;

/** A protocol data unit of the upper layer (PS3.8, 9.3): its type and what follows its length, big-endian. */
record Pdu(int type, byte[] body) {
    static final int ASSOCIATE_RQ = 1;
    static final int ASSOCIATE_AC = 2;
    static final int ASSOCIATE_RJ = 3;
    static final int DATA = 4;
    static final int RELEASE_RQ = 5;
    static final int RELEASE_RP = 6;
    static final int ABORT = 7;

    /** Longest body that is taken; told to the node. */
    static final int LONGEST = 1 << 16;

    private static final int HEADER_BYTES = 6;

    /** @throws IOException if the connection ends, or what comes is none */
    static Pdu read(DataInputStream in) throws IOException {
        int type = in.read();
        if (type < 0) {
            throw new EOFException("the node closed the connection");
        }
        in.readByte();
        int length = in.readInt();
        if (type < ASSOCIATE_RQ || type > ABORT || length < 0 || length > LONGEST) {
            throw new IOException("the node does not speak DICOM: unit of type " + type + " and length "
                    + Integer.toUnsignedString(length));
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Pdu(type, body);
    }

    void write(OutputStream out) throws IOException {
        byte[] unit = ByteBuffer.allocate(HEADER_BYTES + body.length)
                .put((byte) type)
                .put((byte) 0)
                .putInt(body.length)
                .put(body)
                .array();
        out.write(unit);
        out.flush();
    }

    /** An item or sub-item: type, a zero, length, content. */
    static byte[] item(int type, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return ByteBuffer.allocate(4 + content.size())
                .put((byte) type)
                .put((byte) 0)
                .putShort((short) content.size())
                .put(content.toByteArray())
                .array();
    }

    static byte[] item(int type, String text) {
        return item(type, text.getBytes(US_ASCII));
    }

    /**
     * Hands on each item's content and type.
     *
     * @throws IOException if an item is longer than what holds it
     */
    static void forEachItem(ByteBuffer items, ObjIntConsumer<ByteBuffer> consumer) throws IOException {
        while (items.remaining() >= 4) {
            int type = items.get() & 0xff;
            items.get();
            int length = items.getShort() & 0xffff;
            if (length > items.remaining()) {
                throw new IOException("the node's answer ends within an item");
            }
            consumer.accept(items.slice(items.position(), length), type);
            items.position(items.position() + length);
        }
    }
}
