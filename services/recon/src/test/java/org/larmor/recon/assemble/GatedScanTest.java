package org.larmor.recon.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.gating.GatingSettings;
import org.larmor.core.gating.GatingSettings.Source;
import org.larmor.core.phantom.CardiacMode;
import org.larmor.core.phantom.CardiacSettings;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.recon.Hearts;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;

/** What is told of scans of the heart, and which pictures come of them. */
class GatedScanTest {
    private final List<Outcome> outcomes = new ArrayList<>();
    private double now = 1;

    private void send(Iterable<ScanEvent> events, GatingSettings usual) {
        ScanOptions options = new ScanOptions(Method.ZERO_FILLED, "", 0, 0, 1, 0, usual);
        ScanAssemblies assemblies = new ScanAssemblies(AssembleSettings.DEFAULT, StageSettings.DEFAULT, options, 16);
        for (ScanEvent event : events) {
            Position position = new Position("t", 0, (long) now);
            outcomes.addAll(assemblies.accept(new Arrival.Event(event, position, new byte[0], now++)));
        }
        for (ReconJob job : whole()) {
            outcomes.addAll(assemblies.published("h", job.index(), now++));
        }
    }

    private List<ReconJob> whole() {
        return outcomes.stream()
                .flatMap(outcome -> outcome instanceof Outcome.Job job ? java.util.stream.Stream.of(job.job()) : null)
                .filter(ReconJob::whole)
                .toList();
    }

    private List<ScanStatus> statuses() {
        return outcomes.stream()
                .flatMap(outcome ->
                        outcome instanceof Outcome.Told told ? java.util.stream.Stream.of(told.status()) : null)
                .toList();
    }

    private ScanStatus latest() {
        return statuses().get(statuses().size() - 1);
    }

    private static CardiacSettings heart(double rate, boolean ecg, boolean triggers) {
        return new CardiacSettings(CardiacMode.RETROSPECTIVE, rate, 0, 0, 20, ecg, triggers);
    }

    private static List<ScanEvent> with(SimulatedScan scan, List<UserParameter> parameters) {
        List<ScanEvent> events = new ArrayList<>();
        scan.forEach(event -> events.add(
                event instanceof ScanEvent.Started started
                        ? new ScanEvent.Started(started.header().withUserParameters(parameters))
                        : event));
        return events;
    }

    @Test
    void itIsToldWhenTheRateIsKnownAndEveryPhaseBecomesAPicture() {
        SimulatedScan scan = Hearts.scan("h", heart(75, true, false), 10);
        send(scan, GatingSettings.OFF);

        assertEquals(10, whole().size());
        assertTrue(
                whole().stream().allMatch(job -> job.header().limits().phase().count() == 10));
        ScanStatus news = statuses().stream()
                .filter(status ->
                        status.state() == State.RECEIVING && !status.message().isEmpty())
                .findFirst()
                .orElseThrow();
        assertTrue(news.message().startsWith("gated by ecg: 75 beats per minute"), news.message());
        assertEquals(State.DONE, latest().state());
        assertTrue(latest().message().startsWith("10 images; gated by ecg: 75 beats per minute"), latest().message());
        assertEquals(scan.readouts(), latest().counts().received());
    }

    @ParameterizedTest
    @CsvSource({
        "20, 'the trigger tells 20 beats per minute, outside 30 to 220'",
        "250, 'the trigger tells 250 beats per minute, outside 30 to 220'"
    })
    void aRateThatNoHeartHasIsToldAndWhatWasMeasuredIsOnePicture(double rate, String reason) {
        send(Hearts.scan("h", heart(rate, true, true), 10), GatingSettings.OFF);
        assertEquals(1, whole().size());
        assertEquals("1 image; not gated, all readouts are in one phase: " + reason, latest().message());
        assertEquals(
                "not gated, all readouts are in one phase: " + reason,
                whole().get(0).image().remark());
    }

    @Test
    void missingTriggersAreToldAndWhatWasMeasuredIsOnePicture() {
        send(Hearts.scan("h", heart(75, false, false), 10), GatingSettings.OFF);
        assertEquals(
                "1 image; not gated, all readouts are in one phase: no readout carries a trigger time stamp and there is"
                        + " no ECG in which a heartbeat can be found",
                latest().message());
        assertEquals(1, latest().imagesExpected());
    }

    @Test
    void aSinglePhaseIsToldAndMade() {
        SimulatedScan scan = Hearts.scan("h", heart(75, true, true), 10);
        send(with(scan, List.of(new UserParameter("larmor.phases", "1"))), GatingSettings.OFF);
        assertEquals(
                "1 image; not gated, all readouts are in one phase: a single phase was asked for", latest().message());
    }

    @Test
    void theConfigurationGatesScansThatDoNotSayAndAHeaderMaySayOff() {
        SimulatedScan scan = Hearts.scan("h", heart(75, true, true), 10);
        GatingSettings usual = GatingSettings.OFF.with(Source.TRIGGER).withPhases(6);
        send(with(scan, List.of()), usual);
        assertEquals(6, whole().size());
        outcomes.clear();
        send(with(scan, List.of(new UserParameter("larmor.gating", "off"))), usual);
        assertEquals(1, whole().size());
        assertEquals("", whole().get(0).image().remark());
    }

    @ParameterizedTest
    @CsvSource({
        "larmor.gating, pulse, 'gating ''pulse'' is none of off, auto, ecg, trigger'",
        "larmor.phases, 0, 'user parameter larmor.phases ''0'' is not a number from 1'",
        "larmor.phases, 999, 'gating into 999 phases: 1 to 256 are possible'"
    })
    void whatCannotBeUnderstoodIsRefusedInOneLine(String name, String value, String line) {
        SimulatedScan scan = Hearts.scan("h", heart(75, true, true), 10);
        send(with(scan, List.of(new UserParameter(name, value))), GatingSettings.OFF);
        assertEquals(State.FAILED, latest().state());
        assertEquals(line, latest().message());
    }

    @Test
    void phasesOutOfOrderAreToldAndPublishedAsTheyAre() {
        SimulatedScan scan = Hearts.scan("h", CardiacSettings.STEADY, 10);
        List<ScanEvent> swapped = new ArrayList<>();
        scan.forEach(event -> swapped.add(
                event instanceof ScanEvent.ReadoutArrived arrived
                        ? new ScanEvent.ReadoutArrived("h", swapped(arrived.readout()))
                        : event));
        send(swapped, GatingSettings.OFF);
        assertEquals(10, whole().size());
        assertTrue(
                latest().message().startsWith("10 images; phases out of order: phase 4 was measured"),
                latest().message());
        outcomes.clear();
        send(scan, GatingSettings.OFF);
        assertEquals("10 images", latest().message());
    }

    /** Phases 3 and 4 under each other's number. */
    private static Readout swapped(Readout readout) {
        int phase = readout.counters().phase();
        return phase == 3 || phase == 4 ? readout.withPhase(7 - phase) : readout;
    }
}
