package org.larmor.recon.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.larmor.recon.assemble.AssembleSettings;
import org.larmor.recon.assemble.Outcome;
import org.larmor.recon.assemble.ScanAssemblies;
import org.larmor.recon.assemble.StageSettings;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Result;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.flow.Step.Lane;
import org.larmor.recon.publish.ResultNames;
import org.larmor.recon.schedule.JobQueue;
import org.larmor.recon.schedule.ScheduleSettings;

/** A service without threads: the real reader, ledger, assemblies and queue, and steps that are taken when they are called. */
final class SimulatedWorker {
    private static final int AT_A_POLL = 6;
    private static final int IMAGES = 4;

    private record Letter(Result result, ReconJob job) {}

    final int id;
    private final SimulatedBroker broker;
    private final OffsetLedger ledger = new OffsetLedger();
    private final RecordReader reader = new RecordReader(IngestSettings.DEFAULT);
    private final ScanAssemblies assemblies = new ScanAssemblies(
            new AssembleSettings(1 << 30, 64, 1 << 20, 1 << 20, 1 << 30, 8, 3),
            StageSettings.DEFAULT,
            new ScanOptions(Method.SENSE, "", 0, 0, 1),
            16);
    private final JobQueue queue = new JobQueue(new ScheduleSettings(4, IMAGES, 1 << 20, 1, 2));
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, Long> assembled = new HashMap<>();
    private final List<List<ReconJob>> running = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final List<Long> held = new ArrayList<>();
    private final Set<String> leaving = new HashSet<>();
    private final Map<String, ReconJob> lastJob = new HashMap<>();
    private int generation = -1;
    private long batches;

    SimulatedWorker(int id, SimulatedBroker broker) {
        this.id = id;
        this.broker = broker;
    }

    /** Hears of its partitions, and reads some records of one of them. */
    void poll(Random random, double now) {
        rebalance();
        List<Integer> readable = positions.keySet().stream()
                .filter(partition -> !queue.isFull() && !ledger.isLeaving(partition))
                .toList();
        if (readable.isEmpty()) {
            return;
        }
        int partition = readable.get(random.nextInt(readable.size()));
        long from = positions.getOrDefault(partition, 0L);
        List<ConsumerRecord<byte[], byte[]>> log = broker.logs.get(partition);
        long to = Math.min(log.size(), from + 1 + random.nextInt(AT_A_POLL));
        List<Arrival> arrivals = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            RecordReader.Content content = reader.read(log.get((int) offset), now);
            if (ledger.take(partition, offset, content.scanId(), content.begins(), content.ends())) {
                arrivals.addAll(content.arrivals());
            }
        }
        positions.put(partition, to);
        if (to > from) {
            long batch = batches++;
            ledger.hold(batch, Map.of(partition, from));
            held.add(batch);
            arrivals.forEach(this::assemble);
        }
    }

    private void assemble(Arrival arrival) {
        switch (arrival) {
            case Arrival.Event event ->
                assembled.put(event.position().partition(), event.position().offset());
            case Arrival.Poison poison ->
                assembled.put(poison.position().partition(), poison.position().offset());
            case Arrival.Left left -> {}
        }
        follow(assemblies.accept(arrival));
    }

    private void rebalance() {
        if (generation == broker.generation()) {
            return;
        }
        generation = broker.generation();
        Set<String> left = new HashSet<>();
        for (int partition = 0; partition < broker.owners.length; partition++) {
            boolean mine = broker.owners[partition] == id;
            if (!mine && positions.remove(partition) != null) {
                left.addAll(ledger.revoke(partition));
            } else if (mine && !positions.containsKey(partition)) {
                positions.put(partition, broker.committed[partition]);
                ledger.assign(partition, broker.committed[partition], broker.notes.get(partition));
            }
        }
        if (!left.isEmpty()) {
            follow(assemblies.accept(new Arrival.Left(left)));
        }
    }

    private void follow(Collection<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Job job -> job(job.job());
                case Outcome.Over over -> over(over.scanId());
                case Outcome.Left left -> left(left.scanId());
                case Outcome.Told told -> {}
                case Outcome.Refused refused -> {}
            }
        }
    }

    private void job(ReconJob job) {
        boolean before = job.whole()
                && ledger.publishedBefore()
                        .getOrDefault(job.scanId(), Set.of())
                        .contains(ResultNames.image(job.index()));
        lastJob.put(job.scanId(), job);
        if (before) {
            follow(assemblies.published(job.scanId(), job.index(), 0));
        } else {
            queue.offer(job);
        }
    }

    private void over(String scanId) {
        queue.forget(scanId);
        ReconJob job = lastJob.remove(scanId);
        if (job != null) {
            letters.add(new Letter(new Result.End(scanId, "status", new byte[0], assembled), job));
        }
    }

    private void left(String scanId) {
        queue.forget(scanId);
        lastJob.remove(scanId);
        leaving.add(scanId);
    }

    /** Begins or ends a step of a job, as chance has it. */
    void work(Random random) {
        Lane lane = Lane.values()[random.nextInt(Lane.values().length)];
        if (running.isEmpty() || random.nextInt(3) == 0) {
            List<ReconJob> batch = queue.next(lane, underWay(lane));
            if (!batch.isEmpty()) {
                running.add(batch);
            }
        } else {
            running.remove(random.nextInt(running.size())).forEach(this::made);
        }
        leaving.removeIf(this::isGone);
    }

    private int underWay(Lane lane) {
        return (int) running.stream()
                .filter(batch -> batch.getFirst().step().lane() == lane)
                .count();
    }

    private boolean isGone(String scanId) {
        boolean gone = !queue.isRunning(scanId)
                && letters.stream().noneMatch(letter -> letter.result().scanId().equals(scanId));
        if (gone) {
            ledger.gone(scanId);
        }
        return gone;
    }

    private void made(ReconJob job) {
        queue.done(job);
        if (job.cancelled().get()) {
            return;
        }
        if (job.steps().size() > 1) {
            queue.offer(job.with(job.steps().subList(1, job.steps().size())));
        } else if (job.whole()) {
            byte[] share = String.valueOf(job.image().share()).getBytes(UTF_8);
            letters.add(
                    new Letter(new Result.Piece(job.scanId(), ResultNames.image(job.index()), "images", share), job));
        }
    }

    /** Sends what there is in one transaction. {@code heard}: whether its answer reaches us, else we die of not knowing. */
    boolean deliver(Random random, boolean heard) {
        held.removeIf(batch -> {
            boolean settled = random.nextInt(4) > 0;
            if (settled) {
                ledger.settled(batch);
            }
            return settled;
        });
        Plan plan = ledger.plan(letters.stream().map(Letter::result).toList());
        boolean taken = plan.isQuiet() || broker.commit(plan, generation);
        if (heard && taken) {
            ledger.said(plan);
            List<Letter> settled = List.copyOf(letters.subList(0, plan.steps().size()));
            letters.subList(0, settled.size()).clear();
            for (int i = 0; i < settled.size(); i++) {
                if (plan.steps().get(i).fate() != Plan.Fate.LEFT_OUT
                        && settled.get(i).result() instanceof Result.Piece) {
                    ReconJob job = settled.get(i).job();
                    follow(assemblies.published(job.scanId(), job.index(), 0));
                }
            }
        }
        return heard;
    }

    /** Whole images that wait: bounded by what one poll can bring beyond the queue's own bound. */
    boolean keepsItsBounds() {
        return queue.size() <= 2 * (IMAGES + AT_A_POLL) + 4;
    }
}
