package org.larmor.console.bridge;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;
import org.larmor.console.mrd.HeaderReader;
import org.larmor.console.mrd.MrdHeader;
import org.larmor.console.mrd.Survey;
import org.larmor.console.privacy.Pseudonyms;
import org.larmor.core.domain.ScanHeader;

/**
 * The beginning of a stream, up to the first line of a picture: only then is everything known that a scan's header needs. What
 * comes before that line (noise, waveforms) is kept, within a bound.
 */
final class Opening {
    /** Most bytes that may come before the first line. */
    static final long KEPT_BYTES = 64L << 20;

    private final MrdInput input;
    private final Pseudonyms pseudonyms;
    private final Deque<Message> kept = new ArrayDeque<>();
    private BridgeRequest request = BridgeRequest.DEFAULT;
    private @Nullable HeaderReader header;
    private long keptBytes;
    private double noiseSampleTime;

    /** @param pseudonyms what studies and series are called from here on */
    Opening(MrdInput input, Pseudonyms pseudonyms) {
        this.input = input;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Reads until the scan is known.
     *
     * @return null if the client has ended without a line
     * @throws IOException if the stream is cut
     * @throws ConsoleException if it is not what it should be
     */
    @Nullable
    BridgedScan read() throws IOException {
        while (true) {
            Message message = input.next();
            switch (message) {
                case Message.ConfigName config -> request = request.named(config.name());
                case Message.ConfigText config -> request = request.described(config.text());
                case Message.Header told -> header(told.xml());
                case Message.Text text ->
                    request = BridgeRequest.looksLikeJson(text.text()) ? request.described(text.text()) : request;
                case Message.Picture picture -> {}
                case Message.WaveformPiece piece ->
                    keep(piece, 4L * piece.waveform().samples().length);
                case Message.Acquired acquired -> {
                    AcquisitionHeader first = acquired.acquisition().header();
                    HeaderReader reader = told();
                    keep(acquired, 4L * acquired.acquisition().samples().length);
                    noiseSampleTime = first.isNoise() ? first.sampleTimeMicros() : noiseSampleTime;
                    if (first.isLine()) {
                        return scan(reader, first);
                    }
                }
                case Message.Close close -> {
                    return null;
                }
            }
        }
    }

    private void header(String xml) {
        if (header != null) {
            throw new ConsoleException("a second header came");
        }
        header = new HeaderReader(xml, pseudonyms);
    }

    private HeaderReader told() {
        if (header == null) {
            throw new ConsoleException("an acquisition came before the header");
        }
        return header;
    }

    private void keep(Message message, long bytes) {
        keptBytes += AcquisitionHeader.BYTES + bytes;
        if (keptBytes > KEPT_BYTES) {
            throw new ConsoleException("more than " + KEPT_BYTES + " bytes came before the first line of a picture");
        }
        kept.add(message);
    }

    private BridgedScan scan(HeaderReader reader, AcquisitionHeader first) {
        String id = request.scanId() == null ? "mrd-" + UUID.randomUUID() : request.scanId();
        Survey survey = new Survey(first.coils(), first.sampleTimeMicros(), noiseSampleTime, 0, java.util.Map.of());
        ScanHeader known = MrdHeader.of(id, reader, survey).withParameters(request.wishes());
        return new BridgedScan(known, request, kept, input);
    }
}
