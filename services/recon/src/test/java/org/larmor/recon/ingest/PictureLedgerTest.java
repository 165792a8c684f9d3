package org.larmor.recon.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.larmor.recon.flow.Position;
import org.larmor.recon.ingest.MapNames.Made;
import org.larmor.recon.ingest.PictureLedger.Commit;

class PictureLedgerTest {
    private final PictureLedger ledger = new PictureLedger();

    @Test
    void commitsNeverPastARecordThatIsNeeded() {
        for (int seed = 0; seed < 200; seed++) {
            PictureLedger course = new PictureLedger();
            Random random = new Random(seed);
            List<Position> needed = new ArrayList<>();
            for (long offset = 0; offset < 60; offset++) {
                Position at = at(random.nextInt(2), offset);
                boolean need = random.nextInt(3) > 0;
                course.take(at, need);
                if (need) {
                    needed.add(at);
                }
                if (!needed.isEmpty() && random.nextBoolean()) {
                    course.release(needed.remove(random.nextInt(needed.size())));
                }
                Map<Integer, Commit> commits = course.commits();
                String what = "seed " + seed + ", offset " + offset;
                needed.forEach(each -> assertTrue(
                        Objects.requireNonNull(commits.get(each.partition())).offset() <= each.offset(), what));
            }
            needed.forEach(course::release);
            assertEquals(
                    60,
                    course.commits().values().stream()
                            .mapToLong(Commit::offset)
                            .max()
                            .orElseThrow(),
                    "seed " + seed);
        }
    }

    @Test
    void aMapIsNamedAsLongAsARecordOfItComesAgain() {
        ledger.assign(0, 5, List.of(new Made("b4", 7), new Made("01d", 3)));
        ledger.take(at(0, 5), true);
        ledger.take(at(0, 6), true);
        ledger.made("now", List.of(at(0, 5), at(0, 6)));

        assertEquals(
                new Commit(5, List.of(new Made("b4", 7), new Made("now", 6))),
                ledger.commits().get(0));
        ledger.release(at(0, 5));
        ledger.release(at(0, 6));
        assertEquals(new Commit(7, List.of(new Made("b4", 7))), ledger.commits().get(0));
    }

    @Test
    void whatIsServedElsewhereIsNotCommitted() {
        ledger.take(at(1, 3), true);
        ledger.revoke(1);
        ledger.release(at(1, 3));
        ledger.made("map", List.of(at(1, 3)));

        assertEquals(Map.of(), ledger.commits());
    }

    @Test
    void theTextOfACommitGivesItsMapsBackTheNewestFirstWhereThereIsNoRoomForAll() {
        List<Made> few = List.of(new Made("0a", 3), new Made("ff", 4));
        assertEquals(few, MapNames.read(MapNames.write(few)));

        List<Made> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(new Made("%016x".formatted(i), i));
        }
        String text = MapNames.write(many);
        List<Made> kept = MapNames.read(text);
        assertTrue(text.length() <= 4000 && kept.size() > 150, text.length() + " characters");
        assertEquals(many.subList(1000 - kept.size(), 1000), kept);
        assertEquals(List.of(), MapNames.read("nothing of the kind"));
    }

    private static Position at(int partition, long offset) {
        return new Position("images", partition, offset);
    }
}
