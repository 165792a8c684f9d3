package org.larmor.recon.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.larmor.recon.flow.Result;

/**
 * Whenever a service dies, whatever it had read, assembled, made or sent without a commit: every piece and the end of every scan are
 * said once. One partition, names that are used again, headers that come twice, records that come late.
 */
class CrashLawTest {
    private static final int PIECES = 3;

    /** A record of the readouts: of a scan's header, of its data, or its end. */
    private record Record(String scanId, boolean begins, boolean ends, boolean late) {}

    /** What one poll brought, up to an offset. */
    private record Batch(long number, long end) {}

    private final List<Record> log = new ArrayList<>();
    private final List<String> wanted = new ArrayList<>();

    private final Map<String, Note> notes = new LinkedHashMap<>();
    private final List<String> said = new ArrayList<>();
    private long committed;

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPieceAndEveryEndIsSaidOnce(long seed) {
        Random random = new Random(seed);
        write(random);
        for (int life = 0; life < 200 && committed < log.size(); life++) {
            new Life().live(random, life < 12);
        }
        assertEquals(log.size(), committed, "seed " + seed);
        Collections.sort(wanted);
        Collections.sort(said);
        assertEquals(wanted, said, "seed " + seed);
        assertTrue(notes.values().stream().noneMatch(note -> note instanceof Note.Published), "seed " + seed);
    }

    private void write(Random random) {
        Map<String, Long> running = new HashMap<>();
        Map<String, Integer> left = new HashMap<>();
        Set<String> over = new HashSet<>();
        for (int turn = 0; turn < 120; turn++) {
            String scanId = "s" + random.nextInt(1 + turn / 12);
            if (!running.containsKey(scanId)) {
                if (over.contains(scanId) && random.nextInt(3) == 0) {
                    log.add(new Record(scanId, false, false, true));
                } else {
                    running.put(scanId, (long) log.size());
                    left.put(scanId, PIECES + random.nextInt(4));
                    log.add(new Record(scanId, true, false, false));
                }
            } else if (left.merge(scanId, -1, Integer::sum) >= 0) {
                log.add(new Record(scanId, random.nextInt(8) == 0, false, false));
            } else {
                log.add(new Record(scanId, false, true, false));
                expect(scanId, running.remove(scanId));
                over.add(scanId);
            }
        }
        running.forEach((scanId, begin) -> {
            Collections.nCopies(PIECES, new Record(scanId, false, false, false)).forEach(log::add);
            log.add(new Record(scanId, false, true, false));
            expect(scanId, begin);
        });
    }

    private void expect(String scanId, long begin) {
        for (int piece = 0; piece < PIECES; piece++) {
            wanted.add(scanId + "@" + begin + " piece " + piece);
        }
        wanted.add(scanId + "@" + begin + " end");
    }

    /** A service between its start and its death: reads, assembles, makes, and now and then delivers. */
    private final class Life {
        private final OffsetLedger ledger = new OffsetLedger();
        private final Deque<Long> unassembled = new ArrayDeque<>();
        private final Map<String, Long> active = new HashMap<>();
        private final Map<String, Integer> made = new HashMap<>();
        private final List<Result> mailbox = new ArrayList<>();
        private final Deque<Batch> batches = new ArrayDeque<>();
        private long next = committed;
        private long assembled = committed - 1;

        void live(Random random, boolean mortal) {
            ledger.assign(0, committed, List.copyOf(notes.values()));
            while (!mortal || random.nextInt(40) > 0) {
                switch (random.nextInt(4)) {
                    case 0 -> read(1 + random.nextInt(8));
                    case 1 -> assemble(1 + random.nextInt(6));
                    default -> deliver(random);
                }
                if (!mortal && committed == log.size()) {
                    return;
                }
            }
        }

        private void read(int most) {
            long batch = next;
            for (int i = 0; i < most && next < log.size(); i++, next++) {
                Record record = log.get((int) next);
                if (ledger.take(0, next, record.scanId(), record.begins(), record.ends())) {
                    unassembled.add(next);
                }
            }
            ledger.hold(batch, Map.of(0, batch));
            batches.add(new Batch(batch, next));
        }

        private void assemble(int most) {
            for (int i = 0; i < most && !unassembled.isEmpty(); i++) {
                assembled = unassembled.remove();
                follow(log.get((int) assembled));
            }
            long first = unassembled.isEmpty() ? next : unassembled.getFirst();
            while (!batches.isEmpty() && first >= batches.getFirst().end()) {
                ledger.settled(batches.remove().number());
            }
        }

        private void follow(Record record) {
            String scanId = record.scanId();
            if (!active.containsKey(scanId) && !record.begins()) {
                assertTrue(record.late(), "a record of an unfinished scan came without its header");
                mailbox.add(new Result.End(scanId, "", new byte[0], Map.of(0, assembled)));
                return;
            }
            long begin = active.computeIfAbsent(scanId, id -> assembled);
            int piece = made.merge(scanId, 1, Integer::sum) - 1;
            if (piece < PIECES) {
                mailbox.add(
                        new Result.Piece(scanId, "piece " + piece, "images", (scanId + "@" + begin).getBytes(UTF_8)));
            }
            if (record.ends()) {
                mailbox.add(
                        new Result.End(scanId, "status", (scanId + "@" + begin).getBytes(UTF_8), Map.of(0, assembled)));
                active.remove(scanId);
                made.remove(scanId);
            }
        }

        /** One transaction that comes through, or not. */
        private void deliver(Random random) {
            Plan plan = ledger.plan(mailbox.subList(0, random.nextInt(mailbox.size() + 1)));
            if (random.nextInt(4) == 0) {
                return;
            }
            plan.said().forEach(this::say);
            plan.notes().forEach(this::note);
            committed = plan.offsets().getOrDefault(0, committed);
            ledger.said(plan);
            mailbox.subList(0, plan.steps().size()).clear();
        }

        private void say(Result result) {
            String scan = new String(result.value(), UTF_8);
            switch (result) {
                case Result.Piece piece -> said.add(scan + " " + piece.name());
                case Result.End end -> {
                    if (!scan.isEmpty()) {
                        said.add(scan + " end");
                    }
                }
            }
        }

        private void note(Note note) {
            String key = NoteText.key("group", note);
            String value = NoteText.value(note);
            notes.remove(key);
            if (value != null) {
                notes.put(key, NoteText.read("group", key, value).orElseThrow());
            }
        }
    }
}
