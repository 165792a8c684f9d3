package org.larmor.console.send;

import java.util.Iterator;
import org.larmor.console.ScanSource;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;

/** One scan from its source to the outbox, at its pace. */
final class Shipment {
    private final ScanSource source;
    private final Pacing.Schedule schedule;
    private final Outbox outbox;
    private final Progress.Listener listener;
    private final Stopwatch stopwatch;
    private final long begin;

    Shipment(
            ScanSource source,
            Pacing.Schedule schedule,
            Outbox outbox,
            Progress.Listener listener,
            Stopwatch stopwatch) {
        this.source = source;
        this.schedule = schedule;
        this.outbox = outbox;
        this.listener = listener;
        this.stopwatch = stopwatch;
        this.begin = stopwatch.nanos();
    }

    Progress send() throws InterruptedException {
        Iterator<ScanEvent> events = source.events();
        while (hasNext(events)) {
            ScanEvent event = events.next();
            if (event instanceof ScanEvent.ReadoutArrived arrived) {
                readout(arrived.readout());
            } else {
                outbox.send(event);
            }
        }
        outbox.settle();
        Progress all = progress();
        listener.progressed(all);
        return all;
    }

    /** Nothing lies about while the source is waited for. */
    private boolean hasNext(Iterator<ScanEvent> events) throws InterruptedException {
        if (!source.isReady()) {
            outbox.flush();
        }
        return events.hasNext();
    }

    /** On time, a readout goes at once; behind time, several go in a record. */
    private void readout(Readout readout) throws InterruptedException {
        long due = begin + schedule.dueNanos(readout);
        boolean early = due - stopwatch.nanos() > 0;
        if (early) {
            outbox.flush();
            stopwatch.waitUntil(due);
        }
        boolean sent = outbox.add(readout);
        if (early) {
            outbox.flush();
        }
        if (early || sent) {
            listener.progressed(progress());
        }
    }

    private Progress progress() {
        double seconds = (stopwatch.nanos() - begin) / 1e9;
        return new Progress(source.header().scanId(), outbox.readouts(), source.readouts(), outbox.bytes(), seconds);
    }
}
