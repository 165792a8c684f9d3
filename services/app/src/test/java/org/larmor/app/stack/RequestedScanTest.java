package org.larmor.app.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader.UserParameter;

class RequestedScanTest {
    @Test
    void theHeaderCarriesTheWishesAndTheRestIsAsItWas() {
        SimulatedSource plain = new SimulatedSource(small());
        List<UserParameter> wishes = List.of(new UserParameter("larmor.method", "sense"));

        try (RequestedScan scan = new RequestedScan(plain, wishes)) {
            List<ScanEvent> events = new ArrayList<>();
            scan.events().forEachRemaining(events::add);

            var started = assertInstanceOf(ScanEvent.Started.class, events.get(0));
            assertEquals(wishes, started.header().userParameters());
            assertEquals(scan.header(), started.header());
            assertEquals(plain.readouts() + 2, events.size());
            assertTrue(events.stream()
                    .allMatch(event -> event.scanId().equals(scan.header().scanId())));
        }
    }

    @Test
    void aWishReplacesWhatTheFileSaid() {
        SimulatedSource plain = new SimulatedSource(small());
        RequestedScan once = new RequestedScan(plain, List.of(new UserParameter("larmor.seed", "1")));

        RequestedScan twice = new RequestedScan(once, List.of(new UserParameter("larmor.seed", "2")));

        assertEquals(
                List.of(new UserParameter("larmor.seed", "2")), twice.header().userParameters());
    }

    @Test
    void aStudyTakesThePlaceOfTheSourcesOwn() {
        SimulatedSource plain = new SimulatedSource(small());

        assertEquals("s1", new RequestedScan(plain, List.of(), "s1").header().studyId());
        assertEquals(
                plain.header().studyId(),
                new RequestedScan(plain, List.of(), null).header().studyId());
    }

    private static org.larmor.core.phantom.SimulatedScan small() {
        return new SimulateOptions(
                        "shepp-logan", null, 16, null, null, 2, 1, null, null, null, null, null, false, null, 3)
                .scan();
    }
}
