package org.larmor.recon.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.larmor.recon.flow.Result;
import org.larmor.recon.ingest.Plan.Fate;

class OffsetLedgerTest {
    private final OffsetLedger ledger = new OffsetLedger();

    @Test
    void theOffsetIsTheFirstOneThatAnUnfinishedScanNeeds() {
        take(10, "a");
        take(11, "b");
        take(12, "a");
        assertEquals(Map.of(0, 10L), ledger.plan(List.of()).offsets());
        Plan plan = say(end("a", 12));
        assertEquals(Map.of(0, 11L), plan.offsets());
        assertEquals(List.of(new Note.Finished(0, 10, "a", 12)), plan.notes());
        assertEquals(Map.of(0, 13L), say(end("b", 12)).offsets());
    }

    @Test
    void anOffsetThatStandsStillIsLeftOutUnlessAResultGoesWithIt() {
        ledger.assign(0, 4, List.of());
        take(4, "a");
        assertTrue(ledger.plan(List.of()).isQuiet());
        assertEquals(Map.of(0, 4L), say(piece("a", "x")).offsets());
        ledger.repeatOffsets();
        assertEquals(Map.of(0, 4L), ledger.plan(List.of()).offsets());
    }

    @Test
    void aRecordWithoutAScanIsNeededUntilItsBatchIsSettled() {
        ledger.assign(0, 4, List.of());
        ledger.take(0, 4, "", false, false);
        ledger.hold(7, Map.of(0, 4L));
        assertEquals(Map.of(), ledger.plan(List.of()).offsets());
        ledger.settled(7);
        assertEquals(Map.of(0, 5L), ledger.plan(List.of()).offsets());
    }

    @Test
    void aPieceIsNotedWhileItsScanGoesOnAndErasedWhenThatIsOver() {
        take(3, "a");
        assertEquals(
                List.of(new Note.Published(0, 3, "x", "a")),
                say(piece("a", "x")).notes());
        Plan plan = say(piece("a", "y"), end("a", 3));
        assertEquals(List.of(new Note.Finished(0, 3, "a", 3), new Note.Erased(0, 3, "x")), plan.notes());
    }

    @Test
    void aPieceThatWasPublishedBeforeIsNotSaidAgain() {
        ledger.assign(0, 3, List.of(new Note.Published(0, 3, "x", "a")));
        take(3, "a");
        assertEquals(Map.of("a", Set.of("x")), ledger.publishedBefore());
        Plan plan = ledger.plan(List.of(piece("a", "x"), piece("a", "y"), piece("a", "y")));
        assertEquals(List.of(Fate.REPEATED, Fate.SAID, Fate.REPEATED), fates(plan));
    }

    @Test
    void whatWasDoneWithIsLeftOutUntilItsNameBeginsAnew() {
        ledger.assign(0, 11, List.of(new Note.Finished(0, 9, "a", 12)));
        assertTrue(ledger.take(0, 11, "b", true, false));
        assertFalse(ledger.take(0, 12, "a", true, false));
        assertFalse(ledger.take(0, 13, "a", false, false), "a late record");
        assertTrue(ledger.take(0, 14, "a", true, false));
        assertTrue(ledger.take(0, 15, "a", false, false));
    }

    @Test
    void theNextScanOfANameBeginsWhereTheLastOneEnded() {
        take(1, "a");
        take(2, "a");
        ledger.take(0, 3, "a", true, false);
        Plan plan = ledger.plan(List.of(end("a", 2), piece("a", "of the next")));
        assertEquals(1, plan.steps().size());
        assertEquals(Map.of(0, 3L), plan.offsets());
        ledger.said(plan);
        assertEquals(
                List.of(new Note.Published(0, 3, "x", "a")),
                say(piece("a", "x")).notes());
    }

    @Test
    void nothingIsSaidOfAScanThatIsAnothers() {
        take(1, "a");
        assertEquals(Set.of("a"), ledger.revoke(0));
        assertEquals(List.of(Fate.LEFT_OUT, Fate.LEFT_OUT), fates(ledger.plan(List.of(piece("a", "x"), end("a", 1)))));
    }

    @Test
    void aPartitionThatComesBackIsLeavingUntilItsScansAreGone() {
        take(1, "a");
        ledger.take(1, 1, "b", true, false);
        ledger.revoke(0);
        ledger.assign(0, 0, List.of());
        assertTrue(ledger.isLeaving(0));
        assertFalse(ledger.isLeaving(1));
        ledger.gone("a");
        assertFalse(ledger.isLeaving(0));
    }

    @Test
    void handsOverWhatHasNotEndedAndCommitsNothingOfIt() {
        take(1, "whole");
        take(2, "half");
        ledger.take(0, 3, "whole", false, true);
        assertEquals(Set.of("half"), ledger.handOver());
        assertTrue(ledger.hasWhole());
        assertEquals(List.of(Fate.LEFT_OUT), fates(ledger.plan(List.of(piece("half", "x")))));
        assertEquals(Map.of(0, 2L), say(end("whole", 3)).offsets());
        assertFalse(ledger.hasWhole());
    }

    @Test
    void remembersThousandsOfScansBeyondTheOffsetAndSomeBehindIt() {
        OffsetLedger brief = new OffsetLedger(10);
        brief.take(0, 0, "open", true, false);
        IntStream.range(1, 5000).forEach(i -> {
            brief.take(0, i, "s" + i, true, true);
            Plan plan = brief.plan(List.of(end("s" + i, i)));
            assertEquals(1, plan.notes().size());
            brief.said(plan);
        });
        Plan last = brief.plan(List.of(end("open", 4999)));
        assertEquals(Map.of(0, 5000L), last.offsets());
        assertEquals(1 + 4989, last.notes().size());
    }

    private void take(long offset, String scanId) {
        ledger.take(0, offset, scanId, offset < 10 || offset == 11, false);
    }

    private Plan say(Result... results) {
        Plan plan = ledger.plan(List.of(results));
        ledger.said(plan);
        return plan;
    }

    private static List<Fate> fates(Plan plan) {
        return plan.steps().stream().map(Plan.Step::fate).toList();
    }

    private static Result piece(String scanId, String name) {
        return new Result.Piece(scanId, name, "images", name.getBytes(UTF_8));
    }

    private static Result end(String scanId, long assembled) {
        return new Result.End(scanId, "status", "done".getBytes(UTF_8), Map.of(0, assembled));
    }
}
