package org.larmor.app.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Vector3;

/** A client of the MRD streaming protocol, as small as it can be. */
final class MrdClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    /** What was told up to the close message or, where none came, the end of the stream. */
    record Told(List<Image> images, List<String> texts, boolean closed) {
        /** The line that begins with the three letters. */
        String text(String kind) {
            return texts.stream()
                    .filter(text -> text.startsWith(kind))
                    .findFirst()
                    .orElse("no " + kind + ": " + texts);
        }

        List<Image> series(int series) {
            return images.stream().filter(image -> image.series() == series).toList();
        }
    }

    /** A picture as it came. */
    record Image(int series, int slice, int rows, int columns, String attributes, float[] pixels) {}

    MrdClient(int port) throws IOException {
        this.socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.out = new BufferedOutputStream(socket.getOutputStream());
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    MrdClient config(String name) throws IOException {
        return put(1, buffer(1024).put(name.getBytes(UTF_8)));
    }

    MrdClient text(int id, String text) throws IOException {
        byte[] all = text.getBytes(UTF_8);
        return put(id, buffer(4 + all.length).putInt(all.length).put(all));
    }

    MrdClient header(ScanHeader header) throws IOException {
        return text(
                3,
                "<ismrmrdHeader><encoding>" + space("encodedSpace", header.encoded())
                        + space("reconSpace", header.recon())
                        + "<encodingLimits>"
                        + limit("kspace_encoding_step_0", header.limits().step0())
                        + limit("kspace_encoding_step_1", header.limits().step1())
                        + limit("slice", header.limits().slice())
                        + "</encodingLimits><trajectory>cartesian</trajectory></encoding></ismrmrdHeader>\0");
    }

    private static String space(String name, EncodedSpace space) {
        Vector3 fov = space.fieldOfViewMm();
        return "<%s><matrixSize><x>%d</x><y>%d</y><z>1</z></matrixSize><fieldOfView_mm><x>%s</x><y>%s</y><z>%s</z></fieldOfView_mm></%s>"
                .formatted(name, space.columns(), space.rows(), fov.x(), fov.y(), fov.z(), name);
    }

    private static String limit(String name, Limit limit) {
        return "<%s><minimum>%d</minimum><maximum>%d</maximum><center>%d</center></%s>"
                .formatted(name, limit.minimum(), limit.maximum(), limit.centre(), name);
    }

    /** The readouts of the scan up to that slice. */
    MrdClient readouts(Iterable<ScanEvent> scan, int slices, double sampleTimeMicros) throws IOException {
        for (ScanEvent event : scan) {
            if (event instanceof ScanEvent.ReadoutArrived(String id, Readout readout)
                    && readout.counters().slice() < slices) {
                acquisition(readout, sampleTimeMicros);
            }
        }
        out.flush();
        return this;
    }

    private void acquisition(Readout readout, double sampleTimeMicros) throws IOException {
        Readout.SampleWindow window = readout.window();
        EncodingCounters c = readout.counters();
        ByteBuffer head = buffer(340 + 4 * readout.samples().length)
                .putShort(0, (short) 1)
                .putLong(2, readout.flags())
                .putInt(14, (int) readout.sequence())
                .putInt(18, (int) readout.timestamps().acquisition())
                .putShort(34, (short) window.count())
                .putShort(38, (short) readout.coils())
                .putShort(168, (short) window.discardPre())
                .putShort(170, (short) window.discardPost())
                .putShort(172, (short) window.centre())
                .putFloat(178, (float) sampleTimeMicros);
        Readout.Placement p = readout.placement();
        head.position(182);
        for (Vector3 v : List.of(p.position(), p.read(), p.phase(), p.slice(), Vector3.ZERO)) {
            head.putFloat(v.x()).putFloat(v.y()).putFloat(v.z());
        }
        for (int counter : new int[] {
            c.step1(), c.step2(), c.average(), c.slice(), c.contrast(), c.phase(), c.repetition(), c.set(), c.segment()
        }) {
            head.putShort((short) counter);
        }
        head.position(340).asFloatBuffer().put(readout.samples());
        head.position(head.capacity());
        write(1008, head);
    }

    MrdClient close(int id) throws IOException {
        return put(id, buffer(0));
    }

    MrdClient bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    private MrdClient put(int id, ByteBuffer message) throws IOException {
        write(id, message);
        out.flush();
        return this;
    }

    private void write(int id, ByteBuffer message) throws IOException {
        out.write(buffer(2).putShort((short) id).array());
        out.write(message.array());
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Everything up to the end. */
    Told end() throws IOException {
        return told(Integer.MAX_VALUE);
    }

    /** What comes up to so many pictures. */
    Told told(int pictures) throws IOException {
        Told told = new Told(new ArrayList<>(), new ArrayList<>(), false);
        while (told.images.size() < pictures) {
            int id;
            try {
                id = get(2).getShort();
            } catch (EOFException e) {
                return told;
            }
            switch (id) {
                case 4 -> {
                    return new Told(told.images, told.texts, true);
                }
                case 5 ->
                    told.texts.add(new String(get(get(4).getInt()).array(), UTF_8)
                            .replace("\0", "")
                            .strip());
                case 1022 -> told.images.add(image());
                default -> throw new AssertionError("message " + id);
            }
        }
        return told;
    }

    private Image image() throws IOException {
        ByteBuffer head = get(198);
        String attributes = new String(get((int) get(8).getLong()).array(), UTF_8);
        int columns = head.getShort(16);
        int rows = head.getShort(18);
        float[] pixels = new float[rows * columns];
        get(4 * pixels.length).asFloatBuffer().get(pixels);
        return new Image(head.getShort(128), head.getShort(98), rows, columns, attributes, pixels);
    }

    private ByteBuffer get(int bytes) throws IOException {
        byte[] all = in.readNBytes(bytes);
        if (all.length < bytes) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
