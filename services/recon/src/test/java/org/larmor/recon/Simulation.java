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
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.larmor.core.domain.ScanEvent;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.Topics;

/** A group of services, a broker, scanners and an evil hand: one course of all of it, by seed. */
final class Simulation {
    private static final int WORKERS = 3;
    private static final int TROUBLE = 20_000;
    private static final int LONGEST = 60_000;
    private static final int SCANS_AT_A_TIME = 4;
    private static final int STEP_MILLIS = 5;
    private static final long HOUR = 3_600_000;
    private static final int ONE_STRANGER_IN = 200;
    private static final int MOST_NOISE = 40;

    /** The place of a service, and the one that has it now. */
    private static final class Slot {
        private final String name;
        private final SimulatedService service;
        private long sleepsUntil;
        private boolean isBusy;
        private boolean isReplaced;
        private boolean isOver;

        private Slot(String name, SimulatedService service) {
            this.name = name;
            this.service = service;
        }

        private void sleep(long until) {
            sleepsUntil = Math.max(sleepsUntil, until);
        }

        private boolean isAwake(long now) {
            return sleepsUntil <= now;
        }
    }

    private final Random random;
    private final boolean disturbed;
    private final boolean namesAreKept;
    private final Set<String> scans;
    private final Faults faults;
    private final CommittedResults results = new CommittedResults();
    private final SimulatedBroker broker;
    private final Deque<ScanEvent> waiting;
    private final Set<String> damaged = new HashSet<>();
    private final long[] sent = new long[SimulatedNetwork.PARTITIONS];
    private final List<Slot> slots = new ArrayList<>();
    private boolean trouble;
    private Slot current;
    private long now = 1_000_000;
    private int lives;
    private int steps;

    private Simulation(
            long seed, Map<String, List<ScanEvent>> scans, boolean disturbed, Set<Flaw> flaws, Faults faults) {
        this.random = new Random(seed);
        this.disturbed = disturbed;
        this.trouble = disturbed;
        this.scans = scans.keySet();
        this.faults = faults;
        this.namesAreKept = random.nextBoolean();
        this.broker = new SimulatedBroker(
                IntStream.range(0, SimulatedNetwork.PARTITIONS)
                        .mapToObj(Simulation::readouts)
                        .toList(),
                flaws,
                faults,
                random,
                (topic, partition, value) -> results.read(topic, value));
        this.waiting = told(new TreeMap<>(scans));
        for (int i = 0; i < WORKERS; i++) {
            String name = "service" + i;
            slots.add(new Slot(name, started(name)));
        }
        this.current = slots.getFirst();
    }

    /**
     * Nothing goes wrong.
     *
     * @param scans their events by their ids
     */
    static Simulation undisturbed(Map<String, List<ScanEvent>> scans) {
        return new Simulation(0, scans, false, Set.of(), new Faults());
    }

    /**
     * Everything that can go wrong does.
     *
     * @param flaws promises that the broker does not keep
     * @param faults where it is noted what went wrong
     */
    static Simulation disturbed(long seed, Map<String, List<ScanEvent>> scans, Set<Flaw> flaws, Faults faults) {
        return new Simulation(seed, scans, true, flaws, faults);
    }

    private static TopicPartition readouts(int partition) {
        return new TopicPartition(Topics.DEFAULT.readouts(), partition);
    }

    /**
     * What is sent, in its order: a few scans at a time, and most of those that began last. So many end before one that began earlier, and
     * some are under way whenever something goes wrong.
     */
    private Deque<ScanEvent> told(Map<String, List<ScanEvent>> all) {
        Deque<List<ScanEvent>> next = new ArrayDeque<>(all.values());
        List<Deque<ScanEvent>> open = new ArrayList<>();
        Deque<ScanEvent> told = new ArrayDeque<>();
        while (!next.isEmpty() || !open.isEmpty()) {
            if (open.size() < SCANS_AT_A_TIME && !next.isEmpty()) {
                open.add(new ArrayDeque<>(mixed(next.remove())));
            }
            int latest = Math.max(random.nextInt(open.size()), random.nextInt(open.size()));
            told.add(open.get(latest).remove());
            open.removeIf(Deque::isEmpty);
        }
        return told;
    }

    /** The header, the others in another order and some of them twice, the end. */
    private List<ScanEvent> mixed(List<ScanEvent> events) {
        List<ScanEvent> between = new ArrayList<>(events.subList(1, events.size() - 1));
        if (disturbed) {
            List<ScanEvent> twice =
                    between.stream().filter(event -> random.nextInt(6) == 0).toList();
            between.addAll(twice);
            List<ScanEvent> before = List.copyOf(between);
            for (int from = 0; from < between.size(); from += 5) {
                Collections.shuffle(between.subList(from, Math.min(from + 5, between.size())), random);
            }
            faults.add(Fault.TWICE, twice.size());
            faults.add(Fault.ELSEWHERE, (int) IntStream.range(0, before.size())
                    .filter(i -> !before.get(i).equals(between.get(i)))
                    .count());
        }
        between.addFirst(events.getFirst());
        between.addLast(events.getLast());
        return between;
    }

    private SimulatedService started(String name) {
        int life = lives++;
        SimulatedNetwork network = new SimulatedNetwork(random, faults, this::pause, this::sleep);
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
            step();
            if (isDone()) {
                assertTrue(results.letters().containsAll(damaged), "a dead letter is missing");
                return results.all();
            }
        }
        Set<String> missing = new TreeSet<>(scans);
        missing.removeAll(results.ended());
        throw new AssertionError("it does not end: " + missing + " are not done");
    }

    private boolean isDone() {
        return !trouble && waiting.isEmpty() && results.ended().equals(scans) && broker.allIsCommitted();
    }

    private void step() {
        steps++;
        if (trouble && steps >= TROUBLE) {
            trouble = false;
            slots.forEach(slot -> slot.service.calm());
        }
        if (trouble) {
            disturb();
            if (random.nextInt(ONE_STRANGER_IN) == 0) {
                sendNoise();
            }
        }
        elapse(random.nextInt(STEP_MILLIS));
        if (random.nextInt(Math.max(1, TROUBLE - steps)) < waiting.size()) {
            send(waiting.remove());
        }
        Slot slot = slots.get(random.nextInt(slots.size()));
        if (slot.isAwake(now) && !slot.isBusy) {
            step(slot);
        }
    }

    private void step(Slot slot) {
        Slot before = current;
        current = slot;
        slot.isBusy = true;
        try {
            slot.service.step();
            assertTrue(slot.service.keepsItsBounds(), "more is held than may be");
        } catch (SimulatedNetwork.Died died) {
            slot.isOver = true;
        }
        slot.isBusy = false;
        current = before;
        if (slot.isOver || slot.service.isOver()) {
            startAgain(slot);
        }
    }

    private void startAgain(Slot slot) {
        if (slots.remove(slot) && !slot.isReplaced) {
            slots.add(new Slot(slot.name, started(slot.name)));
        }
    }

    /** Time passes, in which whoever is awake is heard of. */
    private void elapse(long millis) {
        now += millis;
        slots.stream().filter(slot -> slot.isAwake(now)).forEach(slot -> slot.service.beat(now));
        broker.at(now);
    }

    /** Whose step is under way sleeps in the middle of it, and the others go on. */
    private void sleep(long millis) {
        current.sleep(now + millis);
        pause(millis);
    }

    /** The same of one that only waits, and is heard of; it may be killed meanwhile. */
    private void pause(long millis) {
        Slot own = current;
        long until = now + millis;
        while (now < until && slots.contains(own)) {
            step();
        }
        if (!slots.contains(own)) {
            throw new SimulatedNetwork.Died();
        }
    }

    private void send(ScanEvent event) {
        String scanId = event.scanId();
        byte[] record = ScanRecordCodec.encode(event);
        int partition = Math.floorMod(scanId.hashCode(), SimulatedNetwork.PARTITIONS - 1);
        append(partition, scanId, record.clone());
        if (trouble && event instanceof ScanEvent.ReadoutArrived && random.nextInt(15) == 0) {
            faults.add(Fault.DAMAGED);
            record[record.length - 1 - random.nextInt(16)] ^= 16;
            damaged.add(append(partition, scanId, record));
        }
    }

    /** What is no record of any scan: no scan keeps the offset of its partition before it until its dead letter is with the broker. */
    private void sendNoise() {
        faults.add(Fault.NO_RECORD);
        byte[] noise = new byte[1 + random.nextInt(MOST_NOISE)];
        random.nextBytes(noise);
        noise[0] |= 7; // a wire type that there is none of: no chance makes a record of it, which a status would answer
        damaged.add(append(random.nextInt(SimulatedNetwork.PARTITIONS), "stranger", noise));
    }

    /** Gives its place. */
    private String append(int partition, String key, byte[] record) {
        broker.append(readouts(partition), key.getBytes(UTF_8), record);
        return partition + "/" + sent[partition]++;
    }

    private void disturb() {
        Slot slot = slots.get(random.nextInt(slots.size()));
        switch (random.nextInt(12_000)) {
            case 0 -> {
                faults.add(Fault.KILLED);
                startAgain(slot);
            }
            case 1, 2 -> {
                faults.add(Fault.STOPPED);
                slot.sleep(now + random.nextLong(SimulatedNetwork.SLEEP_MILLIS));
            }
            case 3 -> replace(slot);
            case 4 -> {
                faults.add(Fault.ENDED);
                slot.service.close();
            }
            case 5, 6 -> {
                faults.add(Fault.SHARED_ANEW);
                broker.rebalance();
            }
            case 7 -> {
                faults.add(Fault.CLOCK_SET);
                slot.service.jump(random.nextLong(-HOUR, HOUR));
            }
            default -> {}
        }
    }

    /** A service is taken for dead, and another is started in its place; it goes on as a zombie. */
    private void replace(Slot slot) {
        if (!slot.isReplaced) {
            faults.add(Fault.TAKEN_FOR_DEAD);
            slot.isReplaced = true;
            slot.sleep(now + random.nextLong(SimulatedNetwork.SLEEP_MILLIS));
            slots.add(new Slot(slot.name, started(slot.name)));
        }
    }
}
