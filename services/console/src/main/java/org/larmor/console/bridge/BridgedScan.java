package org.larmor.console.bridge;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;
import org.larmor.console.ScanSource;
import org.larmor.console.mrd.CounterGaps;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;

/**
 * The scan that comes through a connection. Nothing is read of the socket before it is asked for, so a client waits while the
 * broker does not take more. Readouts are numbered in the order in which they come, as those of a file are.
 *
 * <p>If the connection is cut, a scan that the client named itself simply stops, so that it can be resumed: the client sends it
 * again from its beginning, and what had come before is dropped as duplicates. Any other is given up.
 */
final class BridgedScan implements ScanSource {
    private final ScanHeader header;
    private final BridgeRequest request;
    private final Deque<Message> first;
    private final MrdInput input;
    private final Origins origins = new Origins();
    private final CounterGaps gaps = new CounterGaps();
    private long sequence;
    private boolean over;
    private @Nullable String cut;
    private volatile @Nullable String stopped;

    /** @param first what came before the header was known, in its order */
    BridgedScan(ScanHeader header, BridgeRequest request, Deque<Message> first, MrdInput input) {
        this.header = header;
        this.request = request;
        this.first = first;
        this.input = input;
    }

    BridgeRequest request() {
        return request;
    }

    Origins origins() {
        return origins;
    }

    /** Why the events ended before the scan did, or null. */
    @Nullable
    String cut() {
        return cut;
    }

    /** From any thread: nothing more is wanted, and why; the events end after the message under way. */
    void stop(String reason) {
        stopped = reason;
    }

    @Override
    public ScanHeader header() {
        return header;
    }

    /** Not known before the end. */
    @Override
    public long readouts() {
        return 0;
    }

    @Override
    public boolean isReady() {
        return !first.isEmpty() || input.isReady();
    }

    @Override
    public Iterator<ScanEvent> events() {
        return new Iterator<>() {
            private @Nullable ScanEvent upcoming = new ScanEvent.Started(header);

            @Override
            public boolean hasNext() {
                while (upcoming == null && !over) {
                    upcoming = advance();
                }
                return upcoming != null;
            }

            @Override
            public ScanEvent next() {
                if (!hasNext() || upcoming == null) {
                    throw new NoSuchElementException("the scan has ended");
                }
                ScanEvent event = upcoming;
                upcoming = null;
                return event;
            }
        };
    }

    /** What the next message means for the scan, or null if nothing. */
    private @Nullable ScanEvent advance() {
        Message message;
        try {
            message = first.isEmpty() ? input.next() : first.remove();
        } catch (IOException e) {
            boolean silent = e instanceof SocketTimeoutException;
            return cut((silent ? "nothing came any more" : "its connection was cut") + after());
        }
        String reason = stopped;
        if (reason != null) {
            return cut(reason);
        }
        return switch (message) {
            case Message.Acquired acquired -> readout(acquired.acquisition());
            case Message.WaveformPiece piece -> new ScanEvent.WaveformArrived(header.scanId(), piece.waveform());
            case Message.Close close -> {
                over = true;
                yield new ScanEvent.Ended(header.scanId(), sequence + gaps.missing());
            }
            case Message.Picture picture -> null;
            case Message.Text text -> null;
            case Message.ConfigName config -> throw late("a configuration");
            case Message.ConfigText config -> throw late("a configuration");
            case Message.Header told -> throw late("a header");
        };
    }

    private @Nullable ScanEvent readout(Acquisition acquisition) {
        gaps.pass(acquisition.header().scanCounter());
        if (acquisition.header().encodingSpace() != 0) {
            return null;
        }
        if (acquisition.header().isLine()) {
            origins.note(acquisition.header());
        }
        return new ScanEvent.ReadoutArrived(header.scanId(), acquisition.readout(sequence++));
    }

    private @Nullable ScanEvent cut(String reason) {
        over = true;
        cut = reason;
        if (request.scanId() == null) {
            throw new ConsoleException(reason);
        }
        return null;
    }

    private ConsoleException late(String what) {
        return new ConsoleException(what + " came" + after());
    }

    private String after() {
        return " after " + sequence + (sequence == 1 ? " readout" : " readouts");
    }

    @Override
    public void close() {}
}
