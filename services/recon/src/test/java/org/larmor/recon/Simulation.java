package org.larmor.recon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.larmor.core.domain.ScanEvent;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.Topics;

/** A group of services, a broker, scanners and an evil hand: one course of all of it, by seed. */
final class Simulation {
    private static final int WORKERS = 3;
    private static final int TROUBLE = 2_500;
    private static final int LONGEST = 60_000;
    private static final int STEP_MILLIS = 20;
    private static final long HOUR = 3_600_000;

    /** The place of a service, and the one that has it now. */
    private static final class Slot {
        private final String name;
        private final SimulatedService service;
        private long sleepsUntil;
        private boolean isReplaced;
        private boolean isOver;

        private Slot(String name, SimulatedService service) {
            this.name = name;
            this.service = service;
        }
    }

    private final Random random;
    private final boolean disturbed;
    private final boolean namesAreKept;
    private final CommittedResults results = new CommittedResults();
    private final SimulatedBroker broker;
    private final Map<String, Deque<ScanEvent>> waiting = new TreeMap<>();
    private final Set<String> damaged = new HashSet<>();
    private final long[] sent = new long[SimulatedNetwork.PARTITIONS];
    private final List<Slot> slots = new ArrayList<>();
    private boolean trouble;
    private boolean asleep;
    private Slot current;
    private long now = 1_000_000;
    private int lives;
    private int steps;

    /**
     * @param scans their events by their ids
     * @param disturbed whether anything goes wrong
     */
    Simulation(long seed, Map<String, List<ScanEvent>> scans, boolean disturbed) {
        this.random = new Random(seed);
        this.disturbed = disturbed;
        this.trouble = disturbed;
        this.namesAreKept = random.nextBoolean();
        this.broker = new SimulatedBroker(
                IntStream.range(0, SimulatedNetwork.PARTITIONS)
                        .mapToObj(Simulation::readouts)
                        .toList(),
                random.nextBoolean(),
                random,
                (topic, partition, value) -> results.read(topic, value));
        new TreeMap<>(scans).forEach((scanId, events) -> waiting.put(scanId, new ArrayDeque<>(mixed(events))));
        for (int i = 0; i < WORKERS; i++) {
            String name = "service" + i;
            slots.add(new Slot(name, started(name)));
        }
        this.current = slots.getFirst();
    }

    private static TopicPartition readouts(int partition) {
        return new TopicPartition(Topics.DEFAULT.readouts(), partition);
    }

    /** The header, the others in another order and some of them twice, the end. */
    private List<ScanEvent> mixed(List<ScanEvent> events) {
        List<ScanEvent> between = new ArrayList<>(events.subList(1, events.size() - 1));
        if (disturbed) {
            between.addAll(
                    between.stream().filter(event -> random.nextInt(6) == 0).toList());
            for (int from = 0; from < between.size(); from += 5) {
                Collections.shuffle(between.subList(from, Math.min(from + 5, between.size())), random);
            }
        }
        between.addFirst(events.getFirst());
        between.addLast(events.getLast());
        return between;
    }

    private SimulatedService started(String name) {
        int life = lives++;
        SimulatedNetwork network = new SimulatedNetwork(random, this::elapse, this::sleep);
        if (!trouble) {
            network.calm();
        }
        String unique = namesAreKept ? name : name + "-" + life;
        return new SimulatedService(unique, life, broker, network, random, () -> now);
    }

    /** How many steps it took. */
    int steps() {
        return steps;
    }

    /** Runs it to its end and gives what came of it, see {@link CommittedResults#all}. */
    Map<String, Object> run() {
        while (steps < LONGEST) {
            if (trouble && steps >= TROUBLE) {
                trouble = false;
                slots.forEach(slot -> slot.service.calm());
            }
            if (trouble) {
                disturb();
            }
            step();
            if (isDone()) {
                assertTrue(results.letters().containsAll(damaged), "a dead letter is missing");
                return results.all();
            }
        }
        throw new AssertionError("it does not end: " + results.all().keySet() + " of " + results.ended());
    }

    private boolean isDone() {
        return !trouble
                && waiting.values().stream().allMatch(Deque::isEmpty)
                && results.ended().equals(waiting.keySet())
                && broker.allIsCommitted();
    }

    private void step() {
        steps++;
        elapse(random.nextInt(STEP_MILLIS));
        if (random.nextInt(4) == 0) {
            send();
        }
        Slot slot = slots.get(random.nextInt(slots.size()));
        if (slot.sleepsUntil <= now) {
            step(slot);
        }
    }

    private void step(Slot slot) {
        Slot before = current;
        current = slot;
        try {
            slot.service.step();
            assertTrue(slot.service.keepsItsBounds(), "more is held than may be");
        } catch (SimulatedNetwork.Died died) {
            slot.isOver = true;
        }
        current = before;
        if (slot.isOver || slot.service.isOver()) {
            startAgain(slot);
        }
    }

    private void startAgain(Slot slot) {
        slots.remove(slot);
        if (!slot.isReplaced) {
            slots.add(new Slot(slot.name, started(slot.name)));
        }
    }

    /** Time passes, in which whoever is awake is heard of. */
    private void elapse(long millis) {
        now += millis;
        slots.stream().filter(slot -> slot.sleepsUntil <= now).forEach(slot -> slot.service.beat(now));
        broker.at(now);
    }

    /** Whose step is under way sleeps in the middle of it, and the others go on. */
    private void sleep(long millis) {
        if (asleep) {
            elapse(millis);
            return;
        }
        asleep = true;
        current.sleepsUntil = now + millis;
        while (current.sleepsUntil > now) {
            step();
        }
        asleep = false;
    }

    private void send() {
        List<String> ids = waiting.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (ids.isEmpty()) {
            return;
        }
        String scanId = ids.get(random.nextInt(ids.size()));
        ScanEvent event = Objects.requireNonNull(waiting.get(scanId)).removeFirst();
        byte[] record = ScanRecordCodec.encode(event);
        append(scanId, record.clone());
        if (trouble && event instanceof ScanEvent.ReadoutArrived && random.nextInt(15) == 0) {
            record[record.length - 1 - random.nextInt(16)] ^= 16;
            damaged.add(append(scanId, record));
        }
    }

    /** Gives its place. */
    private String append(String scanId, byte[] record) {
        int partition = Math.floorMod(scanId.hashCode(), SimulatedNetwork.PARTITIONS);
        broker.append(readouts(partition), scanId.getBytes(UTF_8), record);
        return partition + "/" + sent[partition]++;
    }

    private void disturb() {
        Slot slot = slots.get(random.nextInt(slots.size()));
        switch (random.nextInt(600)) {
            case 0 -> startAgain(slot);
            case 1, 2 -> slot.sleepsUntil = now + random.nextLong(3 * SimulatedBroker.SESSION_MILLIS);
            case 3 -> replace(slot);
            case 4 -> slot.service.close();
            case 5, 6 -> broker.rebalance();
            case 7 -> slot.service.jump(random.nextLong(-HOUR, HOUR));
            default -> {}
        }
    }

    /** A service is taken for dead, and another is started in its place; it goes on as a zombie. */
    private void replace(Slot slot) {
        if (!slot.isReplaced) {
            slot.isReplaced = true;
            slot.sleepsUntil = now + random.nextLong(3 * SimulatedBroker.SESSION_MILLIS);
            slots.add(new Slot(slot.name, started(slot.name)));
        }
    }
}
