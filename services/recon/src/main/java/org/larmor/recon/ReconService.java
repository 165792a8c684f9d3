package org.larmor.recon;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.larmor.models.tensor.DeviceUse;
import org.larmor.recon.assemble.ScanAssemblies;
import org.larmor.recon.flow.Step.Lane;
import org.larmor.recon.ingest.DeliveryException;
import org.larmor.recon.ingest.Mailbox;
import org.larmor.recon.ingest.PollLoop;
import org.larmor.recon.ops.Backlog;
import org.larmor.recon.ops.HeldMemory;
import org.larmor.recon.ops.Pulse;
import org.larmor.recon.ops.SteadyClock;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.ops.TraceIds;
import org.larmor.recon.reconstruct.Reconstruction;
import org.larmor.recon.schedule.JobQueue;
import org.larmor.recon.telemetry.ReconState;
import org.larmor.recon.telemetry.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service; {@link #close} ends it in the order of the data. */
public final class ReconService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReconService.class);

    /** Longest turns of the poll loop and of the event loop: the former may wait for a broker that does not answer. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    private static final Duration LONGEST_EVENT = Duration.ofSeconds(30);
    private static final long BEAT_MILLIS = 1000;
    private static final int EVENT_LOOPS = 2;

    /** What the service is doing, in the order in which it does. */
    public enum State {
        /** Its models are warm; it asks its group for partitions. */
        JOINING,
        /** A member of its group: it takes what comes. */
        READY,
        /** It finishes what it has and takes nothing more. */
        DRAINING,
        /** It does nothing any more. */
        STOPPED
    }

    private final Duration grace;
    private final ReadyFile readyFile;
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final ReconPipeline pipeline;
    private final Supplier<DeviceUse> device;
    private final List<Pulse> pulses;
    private final PollLoop loop;
    private final Thread poller;
    private final Object moving = new Object();
    private volatile State state = State.JOINING;
    private boolean closed;

    /** Starts the service: its models are warm when it joins its group, and so when this returns. */
    public static ReconService start(ReconConfig config) {
        Networks networks = Networks.of(config, EnumSet.of(Role.RECON));
        return start(config, networks, new KafkaClients(config), Telemetry.none());
    }

    /** Starts the service with these models, which it closes when it is closed, and these clients. */
    static ReconService start(ReconConfig config, Networks networks, KafkaClients clients, Telemetry telemetry) {
        ReconService service;
        Deque<Runnable> parts = new ArrayDeque<>();
        parts.push(networks::close);
        try {
            service = new ReconService(config, networks, clients, telemetry, parts);
            telemetry.watch(service.new Watched());
        } catch (RuntimeException | Error e) {
            parts.forEach(Runnable::run);
            throw e;
        }
        service.poller.start();
        return service;
    }

    /** @param parts what is to be closed, the latest first; grows with what is made */
    private ReconService(
            ReconConfig config, Networks networks, KafkaClients clients, Telemetry telemetry, Deque<Runnable> parts) {
        this.grace = Duration.ofSeconds(config.service().graceSeconds());
        this.readyFile = new ReadyFile(config.service().readyFile());
        if (config.kafka().createTopics()) {
            createTopics(config.kafka());
        }
        InstantSource clock = SteadyClock.start();
        Producer<byte[], byte[]> producer = clients.producer();
        parts.push(producer::close);
        Producer<byte[], byte[]> finals = config.publish().transactions() ? clients.transactional() : producer;
        parts.push(finals::close);
        var progress = clients.progress(clock);
        parts.push(progress::close);
        GroupProtocol protocol =
                config.kafka().groupProtocol().on(config.kafka().connection());
        Consumer<byte[], byte[]> consumer = clients.consumer(protocol);
        parts.push(consumer::close);
        Mailbox mailbox = new Mailbox();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setWorkerPoolSize(2));
        parts.push(() -> vertx.close().await());
        this.pipeline = new ReconPipeline(
                vertx,
                steps(config, networks, producer, mailbox, telemetry, clock),
                new Backlog(config.ingest().backlogBytes()));
        parts.push(pipeline::close);
        deploy(vertx, pipeline);
        this.device = networks.use();
        Pulse polling = new Pulse("the poll loop", LONGEST_TURN, clock);
        this.pulses = Stream.concat(Stream.of(polling), beating(vertx, EVENT_LOOPS, clock).stream())
                .toList();
        String name = "instance " + clients.instance() + " of group "
                + config.kafka().group() + ", protocol " + protocol.name().toLowerCase(Locale.ROOT);
        this.loop = new PollLoop(
                consumer,
                mailbox,
                clients.delivery(finals, consumer),
                progress,
                config.kafka().topics().readouts(),
                config.ingest(),
                pipeline::isFull,
                pipeline::assemble,
                () -> joined(name),
                polling::beat,
                clock);
        this.poller = new Thread(this::poll, "larmor-ingest");
        this.closing.addAll(parts);
    }

    private static ReconPipeline.Parts steps(
            ReconConfig config,
            Networks networks,
            Producer<byte[], byte[]> producer,
            Mailbox mailbox,
            Telemetry telemetry,
            InstantSource clock) {
        TraceIds traces = new TraceIds();
        return new ReconPipeline.Parts(
                new ScanAssemblies(
                        config.assemble(),
                        config.stages(),
                        config.scan().options(),
                        config.ingest().maximumCoils()),
                new HeldMemory(config.assemble().partition(), config.assemble().all()),
                new JobQueue(config.schedule()),
                new Reconstruction(config.reconstruct(), networks.reconstruction(), System::nanoTime),
                config.synthesis(),
                networks.synthesis(),
                producer,
                mailbox,
                config.kafka().topics(),
                traces,
                telemetry.recon(traces::of),
                clock);
    }

    private static void createTopics(ReconConfig.Kafka kafka) {
        try (TopicAdmin admin = new TopicAdmin(kafka.connection(), kafka.copies())) {
            admin.create(kafka.topics());
        }
    }

    private static void deploy(Vertx vertx, ReconPipeline pipeline) {
        deploy(vertx, pipeline.publishVerticle(), worker("larmor-publish"));
        deploy(vertx, pipeline.synthesiseVerticle(), new DeploymentOptions());
        deploy(vertx, pipeline.scheduleVerticle(), new DeploymentOptions());
        deploy(vertx, pipeline.assembleVerticle(), worker("larmor-assemble"));
    }

    private static void deploy(Vertx vertx, Deployable verticle, DeploymentOptions options) {
        vertx.deployVerticle(verticle, options).await();
    }

    /** The pulse of each event loop: one that stands still is not seen by the others. */
    static List<Pulse> beating(Vertx vertx, int eventLoops, InstantSource clock) {
        List<Pulse> pulses = new ArrayList<>();
        for (int i = 0; i < eventLoops; i++) {
            Pulse pulse = new Pulse("an event loop", LONGEST_EVENT, clock);
            pulses.add(pulse);
            deploy(vertx, beats(vertx, pulse), new DeploymentOptions());
        }
        return pulses;
    }

    /** What is deployed is given the next of the event loops. */
    private static Deployable beats(Vertx vertx, Pulse pulse) {
        return context -> {
            vertx.setPeriodic(0, BEAT_MILLIS, tick -> pulse.beat());
            return Future.succeededFuture();
        };
    }

    private static DeploymentOptions worker(String pool) {
        return new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName(pool)
                .setWorkerPoolSize(1);
    }

    /** From any thread, and never back: who is told to end while it joins does not become ready. */
    private void enter(State next) {
        synchronized (moving) {
            state = next.compareTo(state) > 0 ? next : state;
        }
    }

    private void joined(String name) {
        enter(State.READY);
        LOG.info("ready: {}", name);
        readyFile.write(name);
        ready.complete(null);
    }

    private void poll() {
        try {
            loop.run();
            end();
            stopped.complete(null);
        } catch (DeliveryException e) {
            LOG.error("the service ends: {}", e.getMessage());
            end();
            stopped.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            end();
            stopped.completeExceptionally(e);
            throw e;
        }
    }

    private void end() {
        enter(State.STOPPED);
        readyFile.withdraw();
        ready.completeExceptionally(new IllegalStateException("the service has stopped"));
    }

    /** What stands still in it, a line each; nothing where it lives. */
    List<String> troubles() {
        return pulses.stream()
                .map(Pulse::problem)
                .filter(problem -> !problem.isEmpty())
                .toList();
    }

    /** What it holds, for those who ask. */
    private final class Watched implements ReconState {
        @Override
        public boolean isReady() {
            return state == State.READY;
        }

        @Override
        public long backlogBytes() {
            return pipeline.backlog().bytes();
        }

        @Override
        public long backlogLimit() {
            return pipeline.backlog().limit();
        }

        @Override
        public long imageBytes() {
            return pipeline.memory().imageBytes();
        }

        @Override
        public long snapshotBytes() {
            return pipeline.memory().snapshotBytes();
        }

        @Override
        public long memoryLimit() {
            return pipeline.memory().limit();
        }

        @Override
        public int scans() {
            return pipeline.assembleVerticle().running();
        }

        @Override
        public int waiting(Lane lane) {
            return pipeline.scheduleVerticle().load(lane).waiting();
        }

        @Override
        public int underWay(Lane lane) {
            return pipeline.scheduleVerticle().load(lane).underWay();
        }

        @Override
        public Map<Integer, Long> lag() {
            return loop.reading().lag();
        }

        @Override
        public int paused() {
            return loop.reading().paused();
        }

        @Override
        public DeviceUse device() {
            return device.get();
        }
    }

    /** What it is doing now. */
    public State state() {
        return state;
    }

    /** Ends when the service is {@link State#READY}: models warm, a member of its group. Fails if it stops before. */
    public CompletionStage<Void> ready() {
        return ready;
    }

    /** Ends when the service does: normally after {@link #close}, with the cause where it cannot go on. */
    public CompletionStage<Void> stopped() {
        return stopped;
    }

    /**
     * Ends the service, once; who calls while another does waits for that. Scans whose end was read are finished within
     * {@code service.graceSeconds}; the others are left to the group.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        enter(State.DRAINING);
        readyFile.withdraw();
        loop.close(grace);
        try {
            poller.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closing.forEach(Runnable::run);
    }
}
