package org.larmor.recon.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.proto.ScanRecordCodec;

/**
 * A group of services without threads, clocks or brokers: by seed, records come in any order and twice, workers die before and after
 * their transactions, partitions wander, zombies go on. Then all is left to run. The system property {@value #SEEDS} says how many
 * seeds are tried.
 */
class SimulatedGroupTest {
    private static final String SEEDS = "larmor.simulation.seeds";
    private static final int PARTITIONS = 2;
    private static final int WORKERS = 3;
    private static final int SCANS = 4;
    private static final int TROUBLE = 1500;
    private static final int LONGEST = 20_000;
    private static final List<List<byte[]>> RECORDS =
            IntStream.range(0, SCANS).mapToObj(SimulatedGroupTest::records).toList();

    private static List<byte[]> records(int scan) {
        List<byte[]> records = new ArrayList<>();
        for (ScanEvent event : new SimulatedScan(new SimulationSettings(
                "s" + scan,
                Anatomy.heart(),
                8,
                8,
                2,
                1,
                1,
                1,
                MaskKind.FULL,
                1,
                0,
                AcquisitionOrder.LINEAR,
                0,
                0,
                5,
                240,
                1))) {
            records.add(ScanRecordCodec.encode(event));
        }
        return records;
    }

    @Test
    void everyPictureOfEveryScanComesOnceWhateverHappensToTheGroup() {
        int seeds = Integer.getInteger(SEEDS, 200);
        for (long seed = 0; seed < seeds; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        SimulatedBroker broker = new SimulatedBroker(PARTITIONS);
        SimulatedWorker[] workers = IntStream.range(0, WORKERS)
                .mapToObj(id -> new SimulatedWorker(id, broker))
                .toArray(SimulatedWorker[]::new);
        int ids = WORKERS;
        List<List<byte[]>> waiting = waiting(random);
        for (int step = 0; step < LONGEST; step++) {
            boolean trouble = step < TROUBLE;
            int at = random.nextInt(WORKERS);
            SimulatedWorker worker = workers[at];
            int chance = random.nextInt(trouble ? 400 : 392);
            if (chance < 100) {
                produce(broker, waiting, random);
            } else if (chance < 200) {
                worker.poll(random, step);
            } else if (chance < 320) {
                worker.work(random);
            } else if (chance < 392) {
                worker.deliver(random, true);
            } else if (chance < 396) {
                broker.give(random.nextInt(PARTITIONS), worker.id);
            } else {
                if (chance < 398) {
                    worker.deliver(random, false);
                }
                workers[at] = reborn(broker, worker, ids++, workers, random);
            }
            String where = "seed " + seed + ", step " + step;
            broker.published.forEach((name, times) -> assertEquals(1, times, where + ": " + name));
            assertTrue(worker.keepsItsBounds(), where + ": more waits than may");
            if (!trouble && isDone(broker)) {
                assertEquals(expected(), broker.values, where);
                return;
            }
        }
        throw new AssertionError("seed " + seed + " does not end: " + broker.published.keySet() + ", offsets "
                + Arrays.toString(broker.committed));
    }

    /** Its partitions go to others, some of them to the one that takes its place. */
    private static SimulatedWorker reborn(
            SimulatedBroker broker, SimulatedWorker dead, int id, SimulatedWorker[] all, Random random) {
        SimulatedWorker fresh = new SimulatedWorker(id, broker);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (broker.owners[partition] == dead.id) {
                SimulatedWorker next = all[random.nextInt(all.length)];
                broker.give(partition, next == dead ? id : next.id);
            }
        }
        return fresh;
    }

    /** Each scan's records: the header, readouts out of order within a few and some twice, the end. */
    private static List<List<byte[]>> waiting(Random random) {
        List<List<byte[]>> all = new ArrayList<>();
        for (List<byte[]> records : RECORDS) {
            List<byte[]> some = new ArrayList<>(records);
            for (int i = 1; i < some.size() - 1; i++) {
                if (random.nextInt(6) == 0) {
                    some.add(i, some.get(i));
                    i++;
                }
            }
            int half = 1 + (records.size() - 2) / 2;
            Collections.shuffle(some.subList(1, Math.min(half - 1, some.size() - 1)), random);
            all.add(some);
        }
        return all;
    }

    private static void produce(SimulatedBroker broker, List<List<byte[]>> waiting, Random random) {
        int scan = random.nextInt(waiting.size());
        for (int i = random.nextInt(4); i >= 0 && !waiting.get(scan).isEmpty(); i--) {
            broker.append("s" + scan, waiting.get(scan).removeFirst());
        }
    }

    private static boolean isDone(SimulatedBroker broker) {
        return broker.published.size() == 2 * SCANS
                && IntStream.range(0, PARTITIONS)
                        .allMatch(at ->
                                broker.committed[at] == broker.logs.get(at).size());
    }

    /** Each image of each scan, made of every line. */
    private static Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        for (int scan = 0; scan < SCANS; scan++) {
            expected.put("s" + scan + " image 0.0.0.0", "1.0");
            expected.put("s" + scan + " image 0.0.0.1", "1.0");
        }
        return expected;
    }
}
