package org.larmor.load.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.larmor.core.domain.ScanEvent;
import org.larmor.proto.DeadLetterCodec;
import org.larmor.proto.FrameCodec;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.WireException;
import org.larmor.proto.WireLimits;
import org.larmor.recon.ingest.Note;
import org.larmor.recon.ingest.NoteText;

/** The codecs of the records on Kafka. */
final class WireTargets {
    private static final int MEMORY = 32;

    private WireTargets() {}

    static List<Target> all() {
        return List.of(
                new Target("chunk", WireTargets::chunk, MEMORY, WireSeeds::chunks),
                wire("image", ImageCodec::decode, ImageCodec::encode, WireSeeds.images()),
                wire("frame", FrameCodec::decode, frame -> FrameCodec.encode(frame, ""), WireSeeds.frames()),
                wire("status", StatusCodec::decode, StatusCodec::encode, WireSeeds.statuses()),
                wire("dead-letter", DeadLetterCodec::decode, DeadLetterCodec::encode, WireSeeds.deadLetters()),
                new Target("note", WireTargets::note, MEMORY, WireSeeds::notes));
    }

    private interface Decoder<T> {
        T decode(byte[] value) throws WireException;
    }

    private interface Encoder<T> {
        byte[] encode(T value);
    }

    private static <T> Target wire(String name, Decoder<T> decoder, Encoder<T> encoder, List<byte[]> seeds) {
        return new Target(name, input -> answer(decoder, encoder, input), MEMORY, () -> seeds);
    }

    private static <T> String answer(Decoder<T> decoder, Encoder<T> encoder, byte[] input) throws WireException {
        T value;
        try {
            value = decoder.decode(input);
        } catch (WireException e) {
            return refusal(e);
        }
        byte[] written = encoder.encode(value);
        same(written, encoder.encode(decoder.decode(written)));
        return Law.TAKEN;
    }

    /** Each good event comes back the same; of a record with a bad readout only that one is refused. */
    private static String chunk(byte[] input) throws WireException {
        ScanRecordCodec.Decoded decoded;
        try {
            decoded = ScanRecordCodec.decode(input, WireLimits.DEFAULT);
        } catch (WireException e) {
            return refusal(e);
        }
        for (ScanEvent event : decoded.events()) {
            byte[] written = ScanRecordCodec.encode(event);
            List<ScanEvent> again = ScanRecordCodec.decode(written);
            if (again.size() != 1) {
                throw new AssertionError("one event came back as " + again.size());
            }
            same(written, ScanRecordCodec.encode(again.get(0)));
        }
        return decoded.refused().isEmpty()
                ? Law.TAKEN
                : refusal(decoded.refused().get(0));
    }

    /** A record of the progress topic: its key, and behind the first line's end its value. A note comes back the same, or there is none. */
    private static String note(byte[] input) {
        String[] record = new String(input, UTF_8).split("\n", 2);
        Optional<Note> read = NoteText.read(WireSeeds.GROUP, record[0], record.length < 2 ? null : record[1]);
        read.ifPresent(note -> {
            String key = NoteText.key(WireSeeds.GROUP, note);
            if (!NoteText.read(WireSeeds.GROUP, key, NoteText.value(note)).equals(read)) {
                throw new AssertionError(note + " does not come back the same");
            }
        });
        return read.isPresent() ? Law.TAKEN : "no note";
    }

    private static String refusal(WireException e) {
        String message = String.valueOf(e.getMessage());
        return message.isBlank() ? "\n" : message;
    }

    private static void same(byte[] written, byte[] again) {
        if (!Arrays.equals(written, again)) {
            throw new AssertionError("decode(encode(x)) is not x: " + written.length + " bytes, then " + again.length);
        }
    }
}
