package org.larmor.display.dicom;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/** A node on this machine that grants what the test says, and answers each instance with the next status. */
final class FakeNode implements AutoCloseable {
    /** Instead of a status: the node aborts. */
    static final int ABORTS = -1;

    /** Instead of a status: the node says nothing more. */
    static final int FALLS_SILENT = -2;

    private final ServerSocket server;
    private final boolean explicit;
    private final int longestUnit;
    private final Queue<Integer> statuses = new ArrayDeque<>();
    private final Thread thread = new Thread(this::serve, "fake-node");

    final List<ReadDataSet> stored = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> unitLengths = Collections.synchronizedList(new ArrayList<>());
    volatile int associations;
    volatile int releases;

    /** @param longestUnit that it takes; 0 is no limit */
    FakeNode(boolean explicit, int longestUnit, Integer... statuses) throws IOException {
        this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.explicit = explicit;
        this.longestUnit = longestUnit;
        this.statuses.addAll(List.of(statuses));
        thread.setDaemon(true);
        thread.start();
    }

    DicomAddress address() {
        return new DicomAddress("NODE", "127.0.0.1", server.getLocalPort());
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                talk(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
            } catch (EOFException | SocketException e) {
                // the caller went away
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void talk(DataInputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while (true) {
            int type = in.read();
            if (type < 0) {
                return;
            }
            in.readByte();
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            switch (type) {
                case Pdu.ASSOCIATE_RQ -> {
                    associations++;
                    accept(out);
                }
                case Pdu.DATA -> {
                    unitLengths.add(body.length);
                    ByteBuffer part = ByteBuffer.wrap(body);
                    part.position(5);
                    int control = part.get();
                    byte[] bytes = new byte[part.remaining()];
                    part.get(bytes);
                    (control % 2 == 1 ? command : data).writeBytes(bytes);
                    if (control == 2 && !answer(command, data, out)) {
                        return;
                    }
                }
                case Pdu.RELEASE_RQ -> {
                    releases++;
                    new Pdu(Pdu.RELEASE_RP, new byte[4]).write(out);
                }
                default -> throw new IOException("type " + type);
            }
        }
    }

    private void accept(OutputStream out) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 1});
        body.writeBytes(new byte[66]);
        body.writeBytes(Pdu.item(0x10, Uid.APPLICATION_CONTEXT));
        body.writeBytes(
                Pdu.item(0x21, new byte[] {1, 0, (byte) (explicit ? 0 : 4), 0}, Pdu.item(0x40, "1.2.840.10008.1.2.1")));
        body.writeBytes(Pdu.item(0x21, new byte[] {3, 0, 0, 0}, Pdu.item(0x40, "1.2.840.10008.1.2")));
        body.writeBytes(Pdu.item(
                0x50, Pdu.item(0x51, ByteBuffer.allocate(4).putInt(longestUnit).array())));
        new Pdu(Pdu.ASSOCIATE_AC, body.toByteArray()).write(out);
    }

    private boolean answer(ByteArrayOutputStream command, ByteArrayOutputStream data, OutputStream out)
            throws IOException {
        Integer next = statuses.poll();
        int status = next == null ? 0 : next;
        if (status == ABORTS) {
            new Pdu(Pdu.ABORT, new byte[4]).write(out);
            return false;
        }
        if (status == FALLS_SILENT) {
            command.reset();
            data.reset();
            return true;
        }
        ReadDataSet request = ReadDataSet.implicit(command.toByteArray());
        if (status == 0) {
            stored.add(explicit ? ReadDataSet.explicit(data.toByteArray()) : ReadDataSet.implicit(data.toByteArray()));
        }
        byte[] response = new DataSet()
                .ushort(0x00000100, 0x8001)
                .ushort(0x00000120, request.ushort(0x00000110))
                .ushort(0x00000800, 0x0101)
                .ushort(0x00000900, status)
                .encoded(TransferSyntax.IMPLICIT);
        byte[] body = ByteBuffer.allocate(6 + response.length)
                .putInt(response.length + 2)
                .put((byte) 1)
                .put((byte) 3)
                .put(response)
                .array();
        new Pdu(Pdu.DATA, body).write(out);
        command.reset();
        data.reset();
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
