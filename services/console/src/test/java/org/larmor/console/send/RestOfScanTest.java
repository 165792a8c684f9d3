package org.larmor.console.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.larmor.console.ForwardingScan;
import org.larmor.console.ScanSource;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.ReadoutRange;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.Waveform;

class RestOfScanTest {
    private final ScanSource whole = new SimulatedSource(
            new SimulateOptions("shepp-logan", null, 16, null, null, 2, 1, null, null, null, null, null, false, null, 3)
                    .scan());

    @Test
    void whatArrivedAndTheRestAreTheScan() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<ReadoutRange> awaited = new ArrayList<>();
            TreeSet<Long> missing = new TreeSet<>();
            long at = random.nextInt(4);
            while (at < whole.readouts() - 4 && random.nextInt(5) > 0) {
                ReadoutRange gap = new ReadoutRange(at, at + 1 + random.nextInt(3));
                awaited.add(gap);
                for (long i = gap.first(); i < gap.end(); i++) {
                    missing.add(i);
                }
                at = gap.end() + 1 + random.nextInt(5);
            }
            long last = Math.min(whole.readouts(), at);
            awaited.add(ReadoutRange.from(at));
            for (long i = last; i < whole.readouts(); i++) {
                missing.add(i);
            }
            RestOfScan rest = new RestOfScan(whole, awaited);
            List<ScanEvent> events = new ArrayList<>();
            rest.events().forEachRemaining(events::add);
            String where = "seed " + seed;
            assertEquals(new ScanEvent.Started(whole.header()), events.getFirst(), where);
            assertEquals(new ScanEvent.Ended(whole.header().scanId(), whole.readouts()), events.getLast(), where);
            List<Long> sent = events.subList(1, events.size() - 1).stream()
                    .map(event -> assertInstanceOf(ScanEvent.ReadoutArrived.class, event)
                            .readout()
                            .sequence())
                    .toList();
            assertEquals(List.copyOf(missing), sent, where);
            assertEquals(missing.size(), rest.readouts(), where);
            assertEquals(whole.readouts() - missing.size(), rest.arrived(), where);
        }
    }

    @Test
    void waveformsAfterTheLastReadoutThatIsThereComeAgain() {
        RestOfScan rest = new RestOfScan(new WithWaveforms(whole), List.of(ReadoutRange.from(5)));
        List<Long> starts = new ArrayList<>();
        rest.events().forEachRemaining(event -> {
            if (event instanceof ScanEvent.WaveformArrived waveform) {
                starts.add(waveform.waveform().startStamp());
            }
        });
        assertEquals(4, starts.getFirst(), "after readout 4");
        assertEquals(whole.readouts() - 1, starts.getLast());
    }

    /** A piece of a waveform after each readout, which begins when that one did. */
    private static final class WithWaveforms extends ForwardingScan {
        WithWaveforms(ScanSource source) {
            super(source);
        }

        @Override
        public Iterator<ScanEvent> events() {
            List<ScanEvent> events = new ArrayList<>();
            source.events().forEachRemaining(event -> {
                events.add(event);
                if (event instanceof ScanEvent.ReadoutArrived arrived) {
                    long start = arrived.readout().sequence();
                    events.add(new ScanEvent.WaveformArrived("s", new Waveform(0, start, 1, 1, new int[1])));
                }
            });
            return events.iterator();
        }
    }
}
