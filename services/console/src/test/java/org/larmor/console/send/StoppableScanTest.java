package org.larmor.console.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.ScanEvent;

class StoppableScanTest {
    private final SimulatedSource whole = new SimulatedSource(
            new SimulateOptions("shepp-logan", null, 16, null, null, 2, 1, null, null, null, null, null, false, null, 3)
                    .scan());
    private final StoppableScan scan = new StoppableScan(whole);

    @Test
    void aScanThatNobodyStopsIsAsItWas() {
        List<ScanEvent> events = new ArrayList<>();
        scan.events().forEachRemaining(events::add);
        assertEquals(whole.readouts() + 2, events.size());
        assertEquals(new ScanEvent.Ended(whole.header().scanId(), whole.readouts()), events.get(events.size() - 1));
    }

    @Test
    void aScanThatIsStoppedEndsEarlyAndCountsWhatWasSent() {
        Iterator<ScanEvent> events = scan.events();
        for (int i = 0; i < 6; i++) {
            events.next();
        }
        scan.stop();
        assertEquals(new ScanEvent.Ended(whole.header().scanId(), 5, true), events.next());
        assertFalse(events.hasNext());
    }

    @Test
    void aScanThatIsStoppedBeforeItBeganStillBegins() {
        scan.stop();
        Iterator<ScanEvent> events = scan.events();
        assertInstanceOf(ScanEvent.Started.class, events.next());
        assertEquals(new ScanEvent.Ended(whole.header().scanId(), 0, true), events.next());
        assertFalse(events.hasNext());
    }
}
