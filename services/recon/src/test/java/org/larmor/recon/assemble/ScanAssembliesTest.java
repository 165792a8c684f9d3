package org.larmor.recon.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.recon.TestScan;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;

class ScanAssembliesTest {
    private final AssembleSettings settings = new AssembleSettings(1000, 2, 1 << 20, 1 << 30, 100, 8, 3);
    private final ScanAssemblies assemblies =
            new ScanAssemblies(settings, StageSettings.DEFAULT, new ScanOptions(Method.SENSE, "", 0, 0, 1), 16);
    private final List<Outcome> outcomes = new ArrayList<>();
    private double now = 1;

    @Test
    void eachImageIsHandedOverWhenItsLastLineIsInAndTheScanIsDoneWhenAllArePublished() {
        TestScan scan = new TestScan("s", 2, 2, 1);
        sendAll(scan);
        List<ReconJob> whole = jobs().stream().filter(ReconJob::whole).toList();
        assertEquals(2, whole.size());
        assertEquals(
                List.of(0, 1), whole.stream().map(job -> job.index().slice()).toList());
        assertEquals(State.RECONSTRUCTING, latest().state());
        outcomes.addAll(assemblies.published("s", whole.get(1).index(), now));
        outcomes.addAll(assemblies.published("s", whole.get(1).index(), now));
        assertEquals(1, assemblies.size());
        outcomes.addAll(assemblies.published("s", whole.get(0).index(), now));
        assertEquals(State.DONE, latest().state());
        assertEquals(2, latest().imagesFinished());
        assertEquals(0, assemblies.size());
    }

    @Test
    void missingReadoutsAreToldAndTheImageIsMadeOfWhatIsThere() {
        TestScan scan = new TestScan("s", 1, 2, 1);
        event(scan.started());
        scan.readouts().stream().skip(3).forEach(readout -> readout("s", readout));
        event(scan.ended());
        List<ReconJob> whole = jobs().stream().filter(ReconJob::whole).toList();
        outcomes.addAll(assemblies.published("s", whole.get(0).index(), now));
        assertEquals("1 image, 3 readouts missing", latest().message());
    }

    @Test
    void aFailedScanFailsOnceHoweverMuchOfItStillComes() {
        TestScan scan = new TestScan("s", 1, 2, 1).with("larmor.samples", "many");
        sendAll(scan);
        assertEquals(
                1, outcomes.stream().filter(Outcome.Refused.class::isInstance).count());
        assertEquals(1, statuses().size());
        assertEquals("user parameter larmor.samples 'many' is not a whole number", latest().message());
    }

    @Test
    void deadLettersOfAScanAreLimitedAndAllRefusalsCounted() {
        TestScan scan = new TestScan("s", 1, 2, 1);
        event(scan.started());
        for (int i = 0; i < 10; i++) {
            outcomes.addAll(assemblies.accept(
                    new Arrival.Poison("s", i, "damaged", new Position("t", 0, i), new byte[20], now)));
        }
        List<Outcome.Refused> letters = outcomes.stream()
                .filter(Outcome.Refused.class::isInstance)
                .map(Outcome.Refused.class::cast)
                .toList();
        assertEquals(3, letters.size());
        assertEquals(8, letters.get(0).letter().record().length);
        now += 200;
        readout("s", scan.readouts().get(0));
        assertEquals(10, latest().counts().refused());
    }

    @Test
    void aScanMoreThanAllowedIsRefusedAndTheOthersGoOn() {
        event(new TestScan("a", 1, 2, 1).started());
        event(new TestScan("b", 1, 2, 1).started());
        event(new TestScan("c", 1, 2, 1).started());
        assertEquals("2 scans are being received already", latest().message());
        assertEquals(2, assemblies.size());
    }

    @Test
    void scansThatOnlyWaitForTheirPicturesAreNotCountedAgainstThoseThatBegin() {
        for (String name : List.of("a", "b", "c", "d")) {
            sendAll(new TestScan(name, 1, 2, 1));
        }
        assertEquals(4, assemblies.size());
        assertEquals(State.RECONSTRUCTING, latest().state());
        assertTrue(statuses().stream().noneMatch(status -> status.state() == State.FAILED));
    }

    @Test
    void anEmptyScanFails() {
        TestScan scan = new TestScan("s", 1, 2, 1);
        event(scan.started());
        event(new ScanEvent.Ended("s", 0));
        assertEquals(State.FAILED, latest().state());
        assertEquals("the scan ended without one imaging readout", latest().message());
    }

    @Test
    void aScanThatIsGoodEnoughIsToldSoOnceWhileItRuns() {
        TestScan scan = new TestScan("s", 1, 2, 1).with("larmor.sufficient_nrmse", "0.08");
        event(scan.started());
        readout("s", scan.readouts().get(0));
        outcomes.addAll(assemblies.predicted("s", ImageIndex.FIRST, .4, .09, now));
        outcomes.addAll(assemblies.predicted("s", ImageIndex.FIRST, .5, .07, now));
        outcomes.addAll(assemblies.predicted("s", ImageIndex.FIRST, .6, .06, now));
        List<ScanStatus> told = statuses().stream()
                .filter(status -> status.state() == State.SUFFICIENT_QUALITY)
                .toList();
        assertEquals(1, told.size());
        assertEquals(
                new ScanStatus.Sufficiency(.08, .07, ImageIndex.FIRST, .5),
                told.get(0).sufficiency());
    }

    @Test
    void afterItsEndAScanIsNotToldToBeGoodEnough() {
        TestScan scan = new TestScan("s", 1, 2, 1).with("larmor.sufficient_nrmse", "0.08");
        sendAll(scan);
        assertEquals(List.of(), assemblies.predicted("s", ImageIndex.FIRST, 1, .01, now));
    }

    @Test
    void everyLineIsToldOnceWhateverTheStatusesFallOn() {
        TestScan scan = new TestScan("s", 2, 2, 1);
        event(scan.started());
        for (Readout readout : scan.readouts()) {
            now += 60;
            readout("s", readout);
        }
        event(scan.ended());

        Map<ImageIndex, List<Integer>> told = new HashMap<>();
        statuses().stream().flatMap(status -> status.arrived().stream()).forEach(lines -> told.computeIfAbsent(
                        lines.image(), i -> new ArrayList<>())
                .addAll(lines.lines()));
        Map<ImageIndex, List<Integer>> sent = new HashMap<>();
        scan.readouts()
                .forEach(readout -> sent.computeIfAbsent(readout.counters().image(), i -> new ArrayList<>())
                        .add(readout.counters().step1()));
        told.values().forEach(Collections::sort);
        sent.values().forEach(Collections::sort);
        assertEquals(sent, told);
        assertTrue(
                statuses().stream().filter(s -> !s.arrived().isEmpty()).count() > 2, "told bit by bit, not at the end");
    }

    @Test
    void aStatusTellsSoManyLinesAndTheNextOneTheOthers() {
        LineNews news = new LineNews(LineNews.MOST);
        for (int i = 0; i < 2 * LineNews.MOST; i++) {
            news.add(new ImageIndex(0, 0, 0, i % 3), i / 3);
        }
        int first = news.take().stream().mapToInt(lines -> lines.lines().size()).sum();
        int second =
                news.take().stream().mapToInt(lines -> lines.lines().size()).sum();
        int third = news.take().stream().mapToInt(lines -> lines.lines().size()).sum();
        assertTrue(first <= LineNews.MOST && second <= LineNews.MOST, first + ", " + second);
        assertEquals(2 * LineNews.MOST, first + second + third);
    }

    @Test
    void anErrorThatIsNoNumberIsRefused() {
        sendAll(new TestScan("s", 1, 2, 1).with("larmor.sufficient_nrmse", "-1"));
        assertEquals(State.FAILED, latest().state());
        assertEquals("user parameter larmor.sufficient_nrmse '-1' is not a number from 0", latest().message());
    }

    @Test
    void silenceIsTakenForAFailureOnlyUntilTheEnd() {
        TestScan scan = new TestScan("ended", 1, 2, 1);
        sendAll(scan);
        event(new TestScan("silent", 1, 2, 1).started());
        now += 2000;
        outcomes.addAll(assemblies.at(now));
        assertEquals("silent", latest().scanId());
        assertEquals(State.FAILED, latest().state());
        assertEquals("it never ended: nothing was heard for 1.0 s after 0 readouts", latest().message());
        assertEquals(1, assemblies.size());
    }

    @Test
    void scansThatAreLeftToOthersAreDroppedWithoutAWord() {
        event(new TestScan("a", 1, 2, 1).started());
        int before = statuses().size();
        outcomes.addAll(assemblies.accept(new Arrival.Left(Set.of("a"))));
        assertEquals(0, assemblies.size());
        assertEquals(before, statuses().size());
        assertTrue(outcomes.contains(new Outcome.Left("a")));
    }

    private void sendAll(TestScan scan) {
        event(scan.started());
        scan.readouts().forEach(readout -> readout(scan.scanId(), readout));
        event(scan.ended());
    }

    private void readout(String scanId, Readout readout) {
        event(new ScanEvent.ReadoutArrived(scanId, readout));
    }

    private void event(ScanEvent event) {
        outcomes.addAll(assemblies.accept(new Arrival.Event(event, new Position("t", 0, 0), new byte[20], now)));
    }

    private List<ReconJob> jobs() {
        return outcomes.stream()
                .filter(Outcome.Job.class::isInstance)
                .map(outcome -> ((Outcome.Job) outcome).job())
                .toList();
    }

    private List<ScanStatus> statuses() {
        return outcomes.stream()
                .filter(Outcome.Told.class::isInstance)
                .map(outcome -> ((Outcome.Told) outcome).status())
                .toList();
    }

    private ScanStatus latest() {
        return statuses().get(statuses().size() - 1);
    }
}
