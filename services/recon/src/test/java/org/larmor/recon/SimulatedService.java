package org.larmor.recon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.proto.Topics;
import org.larmor.recon.assemble.AssembleSettings;
import org.larmor.recon.assemble.ScanAssemblies;
import org.larmor.recon.assemble.StageSettings;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.ReconListener;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.ingest.BackgroundDelivery;
import org.larmor.recon.ingest.DeliveryException;
import org.larmor.recon.ingest.IngestSettings;
import org.larmor.recon.ingest.Mailbox;
import org.larmor.recon.ingest.PollLoop;
import org.larmor.recon.ingest.ProgressTopic;
import org.larmor.recon.ingest.TransactionalDelivery;
import org.larmor.recon.ops.Backlog;
import org.larmor.recon.ops.HeldMemory;
import org.larmor.recon.ops.SteadyClock;
import org.larmor.recon.ops.TraceIds;
import org.larmor.recon.reconstruct.DiffusionStep;
import org.larmor.recon.reconstruct.ReconstructSettings;
import org.larmor.recon.reconstruct.Reconstruction;
import org.larmor.recon.schedule.JobQueue;
import org.larmor.recon.schedule.ScheduleSettings;
import org.larmor.recon.synthesise.FrameSynthesis;
import org.larmor.recon.synthesise.SynthesisSettings;

/**
 * A service as {@link ReconService} makes it, of the same parts; only what is outside of it is simulated: Kafka's clients, the threads,
 * the clock, and the networks of the device.
 */
final class SimulatedService {
    static final int FRAMES = 6;
    private static final int IMAGES = 3;
    private static final int MOST_TASKS = 12;
    private static final int PREVIEWS = 4;
    private static final long BACKLOG = 2_000;
    private static final long HELD = 1 << 16;

    private final SimulatedVertx vertx;
    private final SimulatedNetwork network;
    private final SimulatedConsumer consumer;
    private final ScanAssemblies assemblies;
    private final JobQueue queue;
    private final PollLoop loop;
    private final Random random;
    private long jumped;
    private boolean over;

    /**
     * @param name its {@code transactional.id}
     * @param life tells it from others of that name
     * @param now milliseconds
     */
    SimulatedService(
            String name, int life, SimulatedBroker broker, SimulatedNetwork network, Random random, LongSupplier now) {
        this.network = network;
        this.random = random;
        this.vertx = new SimulatedVertx(random);
        this.consumer = new SimulatedConsumer(broker, network, name + "-" + life, true);
        SteadyClock clock = new SteadyClock(
                () -> Instant.ofEpochMilli(now.getAsLong() + jumped), () -> now.getAsLong() * 1_000_000);
        this.assemblies = new ScanAssemblies(
                new AssembleSettings(600_000, 64, 1 << 20, HELD, HELD, HELD, 1024, 0, 1, 1 << 10, 100),
                StageSettings.DEFAULT,
                new ScanOptions(Method.SENSE, "", 0, 0, 1),
                16);
        this.queue = new JobQueue(new ScheduleSettings(PREVIEWS, IMAGES, 1 << 20, 1, 2));
        Mailbox mailbox = new Mailbox();
        ReconPipeline pipeline = new ReconPipeline(
                vertx.vertx(),
                new ReconPipeline.Parts(
                        assemblies,
                        new HeldMemory(HELD, HELD),
                        queue,
                        new Reconstruction(ReconstructSettings.DEFAULT, DiffusionStep.none("a simulation"), () -> 0),
                        new SynthesisSettings(true, FRAMES, "", 0, false, 1 << 20),
                        new Blends(),
                        new SimulatedProducer(broker, network, ""),
                        mailbox,
                        Topics.DEFAULT,
                        new TraceIds(),
                        ReconListener.NONE,
                        clock),
                new Backlog(BACKLOG));
        vertx.deploy(pipeline.publishVerticle());
        vertx.deploy(pipeline.synthesiseVerticle());
        vertx.deploy(pipeline.scheduleVerticle());
        vertx.deploy(pipeline.assembleVerticle());
        this.loop = new PollLoop(
                consumer,
                mailbox,
                new BackgroundDelivery(
                        new TransactionalDelivery(new SimulatedProducer(broker, network, name), name), vertx.thread()),
                new ProgressTopic(
                        Topics.DEFAULT.progress(),
                        "group",
                        new SimulatedConsumer(broker, network, "progress", true),
                        new SimulatedConsumer(broker, network, "end", false),
                        clock),
                Topics.DEFAULT.readouts(),
                IngestSettings.DEFAULT,
                pipeline::isFull,
                pipeline::assemble,
                () -> {},
                () -> {},
                clock);
    }

    /** Something that one of its threads does. */
    void step() {
        switch (random.nextInt(8)) {
            case 0, 1 -> poll();
            case 2 -> network.arrive(some());
            case 3 -> vertx.tick();
            default -> vertx.run(some());
        }
    }

    private int some() {
        return 1 + random.nextInt(MOST_TASKS);
    }

    private void poll() {
        if (over) {
            return;
        }
        try {
            over = !loop.turn();
        } catch (DeliveryException e) {
            over = true; // fenced: it ends, and is started again
        }
        if (over) {
            end();
        }
    }

    private void end() {
        try {
            loop.end();
        } catch (DeliveryException e) {
            over = true; // fenced in its last moment
        }
    }

    /** SIGTERM. */
    void close() {
        loop.close(Duration.ofSeconds(2));
    }

    boolean isOver() {
        return over;
    }

    void beat(long now) {
        consumer.beat(now);
    }

    /** Somebody sets its machine's clock. */
    void jump(long millis) {
        jumped += millis;
    }

    void calm() {
        network.calm();
    }

    /** Nothing is in memory that should not be: what waits is what is allowed, and what one poll brings beyond that. */
    boolean keepsItsBounds() {
        long held = assemblies.bytesByPartition().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return queue.size() <= 2 * (IMAGES + PREVIEWS + 2 * SimulatedConsumer.AT_A_POLL) && held <= HELD;
    }

    /** Stands for the network: a frame is the nearer picture. */
    private static final class Blends implements FrameSynthesis {
        @Override
        public Choice choose(String wanted, int rows, int columns, String anatomy) {
            return new Choice.Chosen(new Model("blend", "1", ""));
        }

        @Override
        public Result frames(Model model, Request request, BooleanSupplier cancelled) {
            List<Provenance.Step> steps = List.of();
            return new Result(
                    request.gammas().stream()
                            .map(gamma -> new Made(nearer(request, gamma), null, null, 0))
                            .toList(),
                    1,
                    steps);
        }

        private static RealImage nearer(Request request, double gamma) {
            return gamma < .5 ? request.source() : request.target();
        }

        @Override
        public void close() {}
    }
}
