package org.larmor.recon.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.recon.ingest.OffsetLedger.Commit;
import org.larmor.recon.ingest.OffsetLedger.Finished;

class OffsetLedgerTest {
    private final OffsetLedger ledger = new OffsetLedger();

    @Test
    void commitsUpToTheFirstRecordThatAnUnfinishedScanNeeds() {
        ledger.take(0, 10, "a");
        ledger.take(0, 11, "b");
        ledger.take(0, 12, "a");
        assertEquals(new Commit(10, List.of()), commit());
        ledger.finish("a");
        assertEquals(new Commit(11, List.of(new Finished("a", 12))), commit());
        ledger.finish("b");
        assertEquals(new Commit(13, List.of()), commit());
    }

    @Test
    void aRecordWithoutAScanIsNotWaitedFor() {
        ledger.take(0, 4, "");
        assertEquals(new Commit(5, List.of()), commit());
    }

    @Test
    void leavesOutWhatWasDoneWithButNotALaterScanOfTheSameName() {
        ledger.assign(0, 11, List.of(new Finished("a", 12)));
        assertTrue(ledger.take(0, 11, "b"));
        assertFalse(ledger.take(0, 12, "a"));
        assertTrue(ledger.take(0, 13, "a"));
    }

    @Test
    void forgetsAPartitionThatIsGone() {
        ledger.take(0, 1, "a");
        ledger.take(1, 7, "b");
        ledger.revoke(0);
        assertEquals(Set.of(1), ledger.commits().keySet());
    }

    /** Whenever the service dies, the next one sees every record of each unfinished scan and none of a finished one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aRestartLosesNothingAndRepeatsNothing(long seed) {
        Random random = new Random(seed);
        List<String> log = new ArrayList<>();
        Map<String, Integer> left = new HashMap<>();
        Set<String> finished = new HashSet<>();
        for (int turn = 0; turn < 400; turn++) {
            String scan = "s" + random.nextInt(1 + turn / 10);
            if (left.computeIfAbsent(scan, s -> 1 + random.nextInt(12)) > 0) {
                ledger.take(0, log.size(), scan);
                log.add(scan);
                left.merge(scan, -1, Integer::sum);
            } else if (finished.add(scan)) {
                ledger.finish(scan);
            }
            if (!log.isEmpty()) {
                assertRestartIsWhole(log, finished, "seed " + seed + ", turn " + turn);
            }
        }
    }

    private void assertRestartIsWhole(List<String> log, Set<String> finished, String message) {
        Commit commit = commit();
        OffsetLedger next = new OffsetLedger();
        next.assign(0, commit.offset(), CommitNote.read(CommitNote.write(commit.finished())));
        for (int offset = 0; offset < log.size(); offset++) {
            String scan = log.get(offset);
            boolean seen = offset >= commit.offset() && next.take(0, offset, scan);
            assertEquals(!finished.contains(scan), seen, message + ", offset " + offset + " of " + scan);
        }
    }

    private Commit commit() {
        return ledger.commits().getOrDefault(0, new Commit(-1, List.of()));
    }
}
