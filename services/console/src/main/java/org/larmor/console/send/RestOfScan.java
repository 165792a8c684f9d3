package org.larmor.console.send;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ForwardingScan;
import org.larmor.console.ScanSource;
import org.larmor.core.domain.ReadoutRange;
import org.larmor.core.domain.ScanEvent;

/**
 * What of a scan has not arrived: its header, the awaited readouts, and its end. Waveforms carry no number, so all from the last readout
 * on that is there come again, and the service drops those that it has.
 */
public final class RestOfScan extends ForwardingScan {
    private final List<ReadoutRange> awaited;

    /** @param awaited readouts that are not there, ascending, the last range open; see {@link org.larmor.core.domain.ScanStatus.Intake} */
    public RestOfScan(ScanSource source, List<ReadoutRange> awaited) {
        super(source);
        this.awaited = List.copyOf(awaited);
    }

    /** Readouts that are there already. */
    public long arrived() {
        return source.readouts() - readouts();
    }

    @Override
    public long readouts() {
        long all = source.readouts();
        return awaited.stream()
                .mapToLong(range -> Math.max(0, Math.min(range.end(), all) - Math.min(range.first(), all)))
                .sum();
    }

    private boolean isAwaited(ScanEvent event, long latest) {
        return switch (event) {
            case ScanEvent.ReadoutArrived arrived ->
                awaited.stream()
                        .anyMatch(range -> range.contains(arrived.readout().sequence()));
            case ScanEvent.WaveformArrived waveform ->
                latest + 1 >= awaited.getFirst().first();
            case ScanEvent.Started started -> true;
            case ScanEvent.Ended ended -> true;
            case ScanEvent.Aborted aborted -> true;
        };
    }

    @Override
    public Iterator<ScanEvent> events() {
        Iterator<ScanEvent> all = source.events();
        return new Iterator<>() {
            private long latest = -1;
            private @Nullable ScanEvent next = find();

            private @Nullable ScanEvent find() {
                while (all.hasNext()) {
                    ScanEvent event = all.next();
                    boolean wanted = isAwaited(event, latest);
                    latest = event instanceof ScanEvent.ReadoutArrived arrived
                            ? arrived.readout().sequence()
                            : latest;
                    if (wanted) {
                        return event;
                    }
                }
                return null;
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public ScanEvent next() {
                ScanEvent event = next;
                if (event == null) {
                    throw new NoSuchElementException("the scan has ended");
                }
                next = find();
                return event;
            }
        };
    }
}
