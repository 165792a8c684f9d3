package org.larmor.recon.assemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutRange;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.Intake;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.Sender;
import org.larmor.recon.TestScan;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.reconstruct.DiffusionStep;
import org.larmor.recon.reconstruct.ReconstructSettings;
import org.larmor.recon.reconstruct.Reconstruction;

/** Records of a scan that come twice, late, out of order, damaged, from two senders, or not at all. */
class MisbehavingScanTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final Sender FIRST = new Sender(1, 0);
    private static final Sender SECOND = new Sender(2, 0);
    private static final int LATE = 1000;
    private static final AssembleSettings SETTINGS =
            new AssembleSettings(60_000, 4, 1 << 20, 1 << 30, 0, 1 << 30, 1024, LATE, 100, 8, 3);

    private final TestScan scan = new TestScan("s", 2, 3, 1);
    private final List<Readout> readouts = scan.readouts();
    private final Map<ImageIndex, float[]> undisturbed = pictures(started(readouts));
    private ScanAssemblies assemblies = fresh();
    private List<Outcome> outcomes = new ArrayList<>();
    private double now = 1;

    private static ScanAssemblies fresh() {
        var options = new ScanOptions(Method.ZERO_FILLED, "", 0, 0, 1);
        return new ScanAssemblies(SETTINGS, StageSettings.DEFAULT, options, 16);
    }

    @Test
    void neitherOrderNorRepetitionOfItsRecordsChangesAByteOfTheFinalPictures() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<ScanEvent> events = started(readouts);
            for (int i = random.nextInt(10); i > 0; i--) {
                events.add(events.get(random.nextInt(events.size())));
            }
            Collections.shuffle(events.subList(1, events.size()), random);
            assertSame(pictures(events), "seed " + seed);
        }
    }

    @Test
    void whatIsLostIsCountedAndTheRestIsMadeWithinALimitedTime() {
        for (long seed = 0; seed < 30; seed++) {
            begin();
            List<Readout> some = new ArrayList<>(readouts);
            Collections.shuffle(some, new Random(seed));
            int lost = 1 + (int) seed % 4;
            event(FIRST, scan.started());
            some.subList(lost, some.size()).forEach(readout -> readout(FIRST, readout));
            event(FIRST, scan.ended());
            assertTrue(whole().size() < 2, "seed " + seed + ": late readouts are waited for");
            now += LATE;
            outcomes.addAll(assemblies.at(now));
            assertEquals(lost, latest().counts().missing(), "seed " + seed);
            publish();
            assertEquals(State.DONE, latest().state(), "seed " + seed);
            assertEquals("2 images, " + lost + " readouts missing", latest().message());
        }
    }

    @Test
    void anEndBeforeTheLastReadoutsWaitsForThem() {
        event(FIRST, scan.started());
        readouts.stream().skip(2).forEach(readout -> readout(FIRST, readout));
        event(FIRST, scan.ended());
        readout(FIRST, readouts.get(0));
        assertEquals(State.STARTED, latest().state());
        readout(FIRST, readouts.get(1));
        assertEquals(State.RECONSTRUCTING, latest().state());
        publish();
        assertEquals("2 images", latest().message());
        assertSame(made(outcomes), "late");
    }

    @Test
    void aDamagedReadoutIsALetterWithItsPlaceAndTraceAndACount() {
        event(FIRST, scan.started());
        for (Readout readout : readouts) {
            if (readout.sequence() == 7) {
                Position position = new Position("larmor.readouts", 3, 77);
                outcomes.addAll(assemblies.accept(
                        new Arrival.Poison("s", 7, "samples are damaged", position, new byte[20], now, TRACE)));
            } else {
                readout(FIRST, readout);
            }
        }
        event(FIRST, scan.ended());
        publish();
        assertEquals("2 images, 1 readouts refused", latest().message());
        DeadLetter letter = letters().getFirst();
        assertEquals(
                new DeadLetter(
                        "s", 7, "samples are damaged", "larmor.readouts", 3, 77, letter.record(), now, 20, TRACE),
                letter);
        assertEquals(8, letter.record().length);
        assertEquals("1 readout among its lines missing", whole().get(0).image().remark());
    }

    @Test
    void theStatusTellsWhoSendsAndWhatIsAwaitedUntilTheEnd() {
        event(FIRST, scan.started());
        readout(FIRST, readouts.get(0));
        readout(FIRST, readouts.get(3));
        now += 200;
        outcomes.addAll(assemblies.at(now));
        Intake intake = Objects.requireNonNull(latest().intake());
        assertEquals(1, intake.sender());
        assertEquals(List.of(new ReadoutRange(1, 3), ReadoutRange.from(4)), intake.awaited());
        assertEquals(TRACE, latest().traceId());
        readouts.forEach(readout -> readout(FIRST, readout));
        event(FIRST, scan.ended());
        assertNull(latest().intake());
    }

    @Test
    void aScanThatAnotherSenderGoesOnWithIsTheSameScan() {
        for (long seed = 0; seed < 100; seed++) {
            begin();
            Random random = new Random(seed);
            event(FIRST, scan.started());
            List<Readout> sent = readouts.subList(0, random.nextInt(readouts.size()));
            sent.stream().filter(readout -> random.nextInt(8) > 0).forEach(readout -> readout(FIRST, readout));
            now += 200;
            outcomes.addAll(assemblies.at(now));
            Intake intake = Objects.requireNonNull(latest().intake());
            event(new Sender(2, intake.sender()), scan.started());
            readout(FIRST, readouts.getLast());
            awaited(intake, readouts).forEach(readout -> readout(SECOND, readout));
            event(FIRST, new ScanEvent.Aborted("s", "the first sender wakes up"));
            event(SECOND, scan.ended());
            publish();
            assertEquals("2 images, 2 events of another sender left out", latest().message(), "seed " + seed);
            assertSame(made(outcomes), "seed " + seed);
        }
    }

    /** The status names 4,096 arrived lines and 64 ranges at most: what it leaves out is neither lost nor taken twice. */
    @Test
    void aScanIsGoneOnWithWholeHoweverMuchItsStatusLeavesOut() {
        TestScan large = new TestScan("s", 200, 2, 1);
        List<Readout> all = large.readouts();
        event(FIRST, large.started());
        List<Readout> arrived =
                all.stream().filter(readout -> readout.sequence() % 50 > 0).toList();
        arrived.forEach(readout -> readout(FIRST, readout));
        now += 200;
        outcomes.addAll(assemblies.at(now));
        int told = latest().arrived().stream()
                .mapToInt(image -> image.lines().size())
                .sum();
        assertTrue(told < arrived.size());

        Intake intake = Objects.requireNonNull(latest().intake());
        List<Readout> rest = awaited(intake, all);
        event(new Sender(2, intake.sender()), large.started());
        rest.forEach(readout -> readout(SECOND, readout));
        now += 200;
        outcomes.addAll(assemblies.at(now));
        assertTrue(rest.size() < arrived.size(), rest.size() + " of " + all.size() + " are sent again");
        assertEquals(all.size(), latest().counts().received());
        assertEquals(
                arrived.size() + rest.size() - all.size(), latest().counts().duplicate());
        assertEquals(
                List.of(ReadoutRange.from(all.size())),
                Objects.requireNonNull(latest().intake()).awaited());
    }

    @Test
    void ofTwoSendersOfOneScanTheSecondIsRefusedAndTheFirstGoesOn() {
        for (long seed = 0; seed < 100; seed++) {
            begin();
            Random random = new Random(seed);
            List<Readout> others = new TestScan("s", 2, 3, 99).readouts();
            event(FIRST, scan.started());
            for (Readout readout : readouts) {
                if (random.nextInt(3) == 0) {
                    event(SECOND, scan.started());
                }
                readout(SECOND, others.get(random.nextInt(others.size())));
                readout(FIRST, readout);
            }
            event(SECOND, scan.ended());
            event(FIRST, scan.ended());
            publish();
            assertEquals(State.DONE, latest().state(), "seed " + seed);
            assertEquals(1, letters().size(), "seed " + seed);
            assertEquals(
                    "another sender sends this scan: what this one sends is left out",
                    letters().getFirst().reason());
            assertTrue(statuses().stream().anyMatch(status -> status.message().contains("second sender")));
            assertSame(made(outcomes), "seed " + seed);
        }
    }

    @Test
    void whoGoesOnWithAScanThatDoesNotRunIsRefused() {
        event(new Sender(2, 1), scan.started());
        assertEquals(State.FAILED, latest().state());
        assertEquals("its sender goes on with a scan that does not run any more", latest().message());
        begin();
        sendAll(FIRST);
        publish();
        event(new Sender(2, 1), scan.started());
        readout(SECOND, readouts.get(0));
        assertEquals(State.DONE, latest().state(), "it stays done");
        assertEquals(1, letters().size());
    }

    @Test
    void aHeaderThatComesAgainAfterTheScanBeginsNoOtherAndThatOfANewSenderDoes() {
        sendAll(FIRST);
        publish();
        event(FIRST, scan.started());
        assertEquals(0, assemblies.size());
        event(SECOND, scan.started());
        assertEquals(1, assemblies.size());
        assertEquals(State.STARTED, latest().state());
    }

    @Test
    void ofAScanThatNeverEndsWhatIsThereIsMadeAndTheReasonTold() {
        event(FIRST, scan.started());
        readouts.subList(0, readouts.size() - 5).forEach(readout -> readout(FIRST, readout));
        now += SETTINGS.timeoutMillis() + 1;
        outcomes.addAll(assemblies.at(now));
        String reason = "it never ended: nothing was heard for 60.0 s after " + (readouts.size() - 5) + " readouts";
        assertEquals(State.RECONSTRUCTING, latest().state());
        assertEquals(reason, latest().message());
        publish();
        assertEquals(State.DONE, latest().state());
        assertEquals("2 images; " + reason, latest().message());
        assertEquals("", whole().get(0).image().remark(), "the first slice was whole before");
        assertTrue(
                whole().get(1).image().remark().startsWith(reason + ", with 8"),
                whole().get(1).image().remark());
        assertTrue(whole().get(1).image().share() < 1);
    }

    @Test
    void aScanThatIsGivenUpHoldsNothing() {
        event(FIRST, scan.started());
        readout(FIRST, readouts.get(0));
        assertNotEquals(0, assemblies.bytesByPartition().get(0));
        event(FIRST, new ScanEvent.Aborted("s", "table moved"));
        assertEquals(Map.of(0, 0L), assemblies.bytesByPartition());
        assertTrue(outcomes.contains(new Outcome.Over("s")));
        readout(FIRST, readouts.get(1));
        assertEquals(State.ABORTED, latest().state());
        assertEquals(List.of(), letters());
    }

    @Test
    void whatAllScansHoldStaysWithinTheBoundAndWhoHasNoRoomIsTold() {
        long image = 48L * 40 * (8 * 4 + 2);
        var bounded = new AssembleSettings(60_000, 4, 1 << 20, 1 << 30, 0, 2 * image, 1024, LATE, 100, 8, 3);
        var options = new ScanOptions(Method.ZERO_FILLED, "", 0, 0, 1);
        assemblies = new ScanAssemblies(bounded, StageSettings.DEFAULT, options, 16);
        for (String id : List.of("a", "b", "c")) {
            TestScan some = new TestScan(id, 1, 3, 1);
            event(FIRST, some.started());
            event(FIRST, new ScanEvent.ReadoutArrived(id, some.readouts().get(0)));
        }
        assertEquals(2 * image, assemblies.bytesByPartition().get(0));
        assertEquals(
                "no room for 0.1 MB: the scans of partition 0 may hold 0.1 MB and 0.1 are held",
                letters().getFirst().reason());
        event(FIRST, new ScanEvent.Aborted("a", "why"));
        event(FIRST, new ScanEvent.ReadoutArrived("c", readouts.get(1)));
        assertEquals(1, letters().size(), "there is room now");
    }

    private void begin() {
        assemblies = fresh();
        outcomes = new ArrayList<>();
        now = 1;
    }

    private List<ScanEvent> started(List<Readout> some) {
        List<ScanEvent> events = new ArrayList<>(List.of(scan.started()));
        some.forEach(readout -> events.add(new ScanEvent.ReadoutArrived("s", readout)));
        events.add(scan.ended());
        return events;
    }

    private void sendAll(Sender sender) {
        started(readouts).forEach(event -> event(sender, event));
    }

    private void readout(Sender sender, Readout readout) {
        event(sender, new ScanEvent.ReadoutArrived("s", readout));
    }

    private void event(Sender sender, ScanEvent event) {
        outcomes.addAll(assemblies.accept(arrival(sender, event, now)));
    }

    private static Arrival arrival(Sender sender, ScanEvent event, double time) {
        return new Arrival.Event(event, new Position("t", 0, 0), new byte[20], time, sender, TRACE);
    }

    /** The final pictures of these events. */
    private Map<ImageIndex, float[]> pictures(List<ScanEvent> events) {
        ScanAssemblies own = fresh();
        List<Outcome> all = new ArrayList<>();
        events.forEach(event -> all.addAll(own.accept(arrival(FIRST, event, 1))));
        return made(all);
    }

    private static Map<ImageIndex, float[]> made(List<Outcome> outcomes) {
        var reconstruction = new Reconstruction(ReconstructSettings.DEFAULT, DiffusionStep.none("none"), () -> 0);
        Map<ImageIndex, float[]> pictures = new TreeMap<>();
        whole(outcomes)
                .forEach(job -> assertNull(
                        pictures.put(
                                job.index(),
                                reconstruction
                                        .pictures(List.of(job))
                                        .getFirst()
                                        .magnitude()
                                        .data()),
                        "two final pictures of one image"));
        return pictures;
    }

    private void assertSame(Map<ImageIndex, float[]> pictures, String where) {
        assertEquals(undisturbed.keySet(), pictures.keySet(), where);
        undisturbed.forEach((index, wanted) -> assertArrayEquals(wanted, pictures.get(index), where));
    }

    private void publish() {
        whole().forEach(job -> outcomes.addAll(assemblies.published("s", job.index(), now)));
    }

    private List<ReconJob> whole() {
        return whole(outcomes);
    }

    private static List<ReconJob> whole(List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome instanceof Outcome.Job job ? Stream.of(job.job()) : Stream.empty())
                .filter(ReconJob::whole)
                .toList();
    }

    private List<DeadLetter> letters() {
        return outcomes.stream()
                .flatMap(outcome -> outcome instanceof Outcome.Refused refused ? Stream.of(refused.letter()) : null)
                .toList();
    }

    private List<ScanStatus> statuses() {
        return outcomes.stream()
                .flatMap(outcome -> outcome instanceof Outcome.Told told ? Stream.of(told.status()) : null)
                .toList();
    }

    private ScanStatus latest() {
        return statuses().getLast();
    }

    private static List<Readout> awaited(Intake intake, List<Readout> of) {
        return of.stream()
                .filter(readout -> intake.awaited().stream().anyMatch(range -> range.contains(readout.sequence())))
                .toList();
    }
}
