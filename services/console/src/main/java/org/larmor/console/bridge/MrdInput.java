package org.larmor.console.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.larmor.console.ConsoleException;
import org.larmor.core.domain.Waveform;
import org.larmor.proto.WireLimits;

/**
 * Reads the messages of an MRD stream, one at a time, none ahead. Little-endian, sizes as the ISMRMRD library has them. Whatever
 * announces a length is checked before anything of that length is allocated.
 */
final class MrdInput {
    static final int CONFIG_NAME_BYTES = 1024;
    static final int TEXT_BYTES = 1 << 20;

    /** Largest samples of one acquisition or waveform: with what else is said of it they must fit in a record. */
    static final int DATA_BYTES = WireLimits.DEFAULT.recordBytes() - (64 << 10);

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int WAVEFORM_HEADER_BYTES = 40;

    private final BufferedInputStream in;
    private long messages;

    MrdInput(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /** Whether something of the next message is here already. */
    boolean isReady() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            return false; // reading says why
        }
    }

    /**
     * Waits for the next message.
     *
     * @throws IOException if the stream ends or is cut
     * @throws ConsoleException if what comes is no message, or a larger one than is taken: what follows cannot be read
     */
    Message next() throws IOException {
        int number = Short.toUnsignedInt(bytes(Short.BYTES).getShort());
        MessageId id = MessageId.of(number)
                .orElseThrow(() -> new ConsoleException("message " + messages + " has the number " + number
                        + ", which is none of the MRD streaming protocol that is known here"));
        messages++;
        return switch (id) {
            case CONFIG_NAME -> new Message.ConfigName(string(bytes(CONFIG_NAME_BYTES)));
            case CONFIG_TEXT -> new Message.ConfigText(text("a configuration"));
            case HEADER -> new Message.Header(text("a header"));
            case CLOSE -> new Message.Close();
            case TEXT -> new Message.Text(text("a text"));
            case ACQUISITION -> new Message.Acquired(acquisition());
            case WAVEFORM -> new Message.WaveformPiece(waveform());
            case IMAGE -> picture();
        };
    }

    /** Throws away what comes until the stream ends, so that a client reads what it was told last; at most so many bytes. */
    void drain(long most) throws IOException {
        byte[] waste = new byte[BUFFER_BYTES];
        long drained = 0;
        int read = 0;
        while (read >= 0 && drained < most) {
            read = in.read(waste);
            drained += read;
        }
    }

    private String text(String what) throws IOException {
        long length = Integer.toUnsignedLong(bytes(Integer.BYTES).getInt());
        return string(bytes((int) limited(what, length, TEXT_BYTES)));
    }

    private Acquisition acquisition() throws IOException {
        AcquisitionHeader header = AcquisitionHeader.read(bytes(AcquisitionHeader.BYTES));
        long trajectory = (long) Float.BYTES
                * header.trajectoryDimensions()
                * header.window().count();
        in.skipNBytes(limited("a trajectory", trajectory, DATA_BYTES));
        long data = 2L * Float.BYTES * header.coils() * header.window().count();
        float[] samples = new float[(int) limited("an acquisition", data, DATA_BYTES) / Float.BYTES];
        bytes((int) data).asFloatBuffer().get(samples);
        return new Acquisition(header, samples);
    }

    private Waveform waveform() throws IOException {
        ByteBuffer head = bytes(WAVEFORM_HEADER_BYTES);
        int count = Short.toUnsignedInt(head.getShort(28));
        int channels = Short.toUnsignedInt(head.getShort(30));
        long data = (long) Integer.BYTES * count * channels;
        int[] samples = new int[(int) limited("a waveform", data, DATA_BYTES / 2) / Integer.BYTES];
        bytes((int) data).asIntBuffer().get(samples);
        return new Waveform(
                Short.toUnsignedInt(head.getShort(36)),
                Integer.toUnsignedLong(head.getInt(24)),
                head.getFloat(32),
                channels,
                samples);
    }

    private Message picture() throws IOException {
        ByteBuffer head = bytes(MrdImage.HEADER_BYTES);
        long attributes = bytes(Long.BYTES).getLong();
        in.skipNBytes(limited("the attributes of an image", attributes, TEXT_BYTES));
        int type = Short.toUnsignedInt(head.getShort(MrdImage.TYPE_AT));
        long data = MrdImage.bytesOfType(type);
        if (data == 0) {
            throw new ConsoleException("an image has the data type " + type + ", which is none");
        }
        data *= Short.toUnsignedLong(head.getShort(MrdImage.CHANNELS_AT));
        for (int axis = 0; axis < 3; axis++) {
            data *= Short.toUnsignedLong(head.getShort(MrdImage.MATRIX_AT + Short.BYTES * axis));
            limited("an image", data, Integer.MAX_VALUE);
        }
        in.skipNBytes(data);
        return new Message.Picture();
    }

    private static long limited(String what, long length, long most) {
        if (length < 0 || length > most) {
            throw new ConsoleException(what + " is announced with " + Long.toUnsignedString(length) + " bytes; at most "
                    + most + " are taken");
        }
        return length;
    }

    /** Up to the first zero, as C ends its strings. */
    private static String string(ByteBuffer bytes) {
        int end = 0;
        while (end < bytes.limit() && bytes.get(end) != 0) {
            end++;
        }
        return new String(bytes.array(), 0, end, UTF_8);
    }

    private ByteBuffer bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended within message " + messages);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
