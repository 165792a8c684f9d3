package org.larmor.console.send;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.larmor.console.ForwardingScan;
import org.larmor.console.ScanSource;
import org.larmor.core.domain.ScanEvent;

/** A scan that can be ended while it is sent: what was not sent yet is left out, and its end says that it came early. */
public final class StoppableScan extends ForwardingScan {
    private volatile boolean stopped;

    public StoppableScan(ScanSource source) {
        super(source);
    }

    /** From any thread: the next event is the end. */
    public void stop() {
        stopped = true;
    }

    @Override
    public Iterator<ScanEvent> events() {
        Iterator<ScanEvent> all = source.events();
        return new Iterator<>() {
            private long readouts;
            private boolean begun;
            private boolean ended;

            @Override
            public boolean hasNext() {
                return !ended && (begun && stopped || all.hasNext());
            }

            @Override
            public ScanEvent next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the scan has ended");
                }
                ScanEvent event =
                        begun && stopped ? new ScanEvent.Ended(header().scanId(), readouts, true) : all.next();
                begun = true;
                ended = event instanceof ScanEvent.Ended;
                readouts += event instanceof ScanEvent.ReadoutArrived ? 1 : 0;
                return event;
            }
        };
    }
}
