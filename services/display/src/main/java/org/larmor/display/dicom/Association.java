package org.larmor.display.dicom;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An open association with a node, for storing instances of one SOP class one after another (PS3.7, 9.3.1). Not thread-safe. */
final class Association implements Closeable {
    private static final int MOST_IN_A_UNIT = 1 << 17;
    private static final int FRAGMENT_OVERHEAD = 6;
    private static final int COMMAND = 1;
    private static final int LAST = 2;
    private static final int STORE_REQUEST = 0x0001;
    private static final int STORE_RESPONSE = 0x8001;
    private static final int HAS_DATA = 0x0000;
    private static final int STATUS = 0x00000900;
    private static final int COMMENT = 0x00000902;
    private static final int COMMAND_FIELD = 0x00000100;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private TransferSyntax syntax = TransferSyntax.EXPLICIT;
    private int fragment = MOST_IN_A_UNIT;
    private int message;

    private Association(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /**
     * Connects and asks for storage of {@code sopClass}.
     *
     * @param patience for the connection and for each answer
     * @throws RefusedException if the node will have nothing of us
     * @throws IOException if it does not answer
     */
    static Association open(DicomAddress node, String calling, String sopClass, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.connect(new InetSocketAddress(node.host(), node.port()), Math.toIntExact(patience.toMillis()));
            Association association = new Association(socket);
            association.negotiate(AssociationRequest.unit(node.title(), calling, sopClass));
            return association;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void negotiate(Pdu request) throws IOException {
        request.write(out);
        Pdu answer = Pdu.read(in);
        switch (answer.type()) {
            case Pdu.ASSOCIATE_AC -> {
                AssociationRequest.Grant grant = AssociationRequest.grant(answer);
                TransferSyntax granted = grant.syntax();
                if (granted == null) {
                    throw new RefusedException("it takes no MR images (uncompressed)");
                }
                syntax = granted;
                fragment = fragment(grant.longest());
            }
            case Pdu.ASSOCIATE_RJ -> {
                String reason = AssociationRequest.reason(answer);
                throw AssociationRequest.isForGood(answer) ? new RefusedException(reason) : new IOException(reason);
            }
            default -> throw unexpected(answer);
        }
    }

    private static int fragment(int longest) throws IOException {
        if (longest < 0 || longest > MOST_IN_A_UNIT || longest == 0) {
            return MOST_IN_A_UNIT - FRAGMENT_OVERHEAD;
        }
        if (longest < 2 * FRAGMENT_OVERHEAD) {
            throw new IOException("it takes units of at most " + longest + " bytes");
        }
        return (longest - FRAGMENT_OVERHEAD) / 2 * 2;
    }

    /** A node's answer: 0 is success. */
    record Response(int status, String comment) {}

    /** Stores an instance and waits for the answer. */
    Response store(DicomInstance instance) throws IOException {
        message = message % 0xffff + 1;
        DataSet command = new DataSet()
                .text(0x00000002, Vr.UI, instance.sopClass())
                .ushort(COMMAND_FIELD, STORE_REQUEST)
                .ushort(0x00000110, message)
                .ushort(0x00000700, 0)
                .ushort(0x00000800, HAS_DATA)
                .text(0x00001000, Vr.UI, instance.uid());
        byte[] rest = command.encoded(TransferSyntax.IMPLICIT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new DataSet().ulong(0, rest.length).encoded(TransferSyntax.IMPLICIT));
        bytes.writeBytes(rest);
        send(COMMAND, bytes.toByteArray());
        send(0, instance.data(syntax));
        return response();
    }

    private void send(int kind, byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += fragment) {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + fragment));
            boolean last = at + fragment >= bytes.length;
            byte[] body = ByteBuffer.allocate(FRAGMENT_OVERHEAD + part.length)
                    .putInt(part.length + 2)
                    .put((byte) AssociationRequest.contextId(syntax))
                    .put((byte) (kind | (last ? LAST : 0)))
                    .put(part)
                    .array();
            new Pdu(Pdu.DATA, body).write(out);
        }
    }

    private Response response() throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        boolean last = false;
        while (!last) {
            Pdu unit = Pdu.read(in);
            if (unit.type() != Pdu.DATA) {
                throw unexpected(unit);
            }
            last = collect(ByteBuffer.wrap(unit.body()), command);
            if (command.size() > Pdu.LONGEST) {
                throw new IOException("the node's answer does not end");
            }
        }
        return parse(ByteBuffer.wrap(command.toByteArray()).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static boolean collect(ByteBuffer unit, ByteArrayOutputStream command) throws IOException {
        boolean last = false;
        while (unit.remaining() >= FRAGMENT_OVERHEAD) {
            int length = unit.getInt() - 2;
            unit.get();
            last = (unit.get() & LAST) != 0;
            if (length < 0 || length > unit.remaining()) {
                throw new IOException("the node's answer ends within a fragment");
            }
            byte[] part = new byte[length];
            unit.get(part);
            command.writeBytes(part);
        }
        return last;
    }

    private static Response parse(ByteBuffer command) throws IOException {
        int status = -1;
        int field = -1;
        String comment = "";
        while (command.remaining() >= 8) {
            int tag = command.getShort() << 16 | command.getShort() & 0xffff;
            int length = command.getInt();
            if (length < 0 || length > command.remaining()) {
                throw new IOException("the node's answer ends within an element");
            }
            byte[] value = new byte[length];
            command.get(value);
            switch (tag) {
                case STATUS -> status = word(value);
                case COMMAND_FIELD -> field = word(value);
                case COMMENT -> comment = new String(value, java.nio.charset.StandardCharsets.ISO_8859_1).strip();
                default -> {}
            }
        }
        if (field != STORE_RESPONSE || status < 0) {
            throw new IOException("the node answered something else than C-STORE");
        }
        return new Response(status, comment);
    }

    private static int word(byte[] value) {
        return value.length < 2 ? -1 : value[0] & 0xff | (value[1] & 0xff) << 8;
    }

    private static IOException unexpected(Pdu unit) {
        return new IOException(
                unit.type() == Pdu.ABORT
                        ? "the node aborted the association"
                        : "the node answered with a unit of type " + unit.type());
    }

    /** Cuts the connection, from any thread; whoever waits for the node fails. */
    void cut() {
        closeQuietly(null);
    }

    /** Asks for the release, and lets go whatever the node says. */
    @Override
    public void close() {
        closeQuietly(new Pdu(Pdu.RELEASE_RQ, new byte[4]));
    }

    private void closeQuietly(@Nullable Pdu farewell) {
        try (socket) {
            if (farewell != null) {
                farewell.write(out);
                Pdu.read(in);
            }
        } catch (IOException e) {
            // everything sent was acknowledged: nothing is lost with the connection
        }
    }
}
