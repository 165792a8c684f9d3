package org.larmor.recon;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.ScanStatus;
import org.larmor.recon.analyse.AnalyseVerticle;
import org.larmor.recon.analyse.AnomalyMaps;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.Published;
import org.larmor.recon.flow.ReconListener;
import org.larmor.recon.ingest.PictureLoop;
import org.larmor.recon.ops.Backlog;
import org.larmor.recon.ops.Pulse;
import org.larmor.recon.ops.SteadyClock;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.ops.TraceIds;
import org.larmor.recon.publish.MapsVerticle;
import org.larmor.recon.telemetry.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The anomaly role, a consumer of the pictures like any other:
 *
 * <pre>ingest (pictures) -> analyse -> publish</pre>
 *
 * <p>Nothing here waits: the loop pauses its partitions while pictures wait in more memory than they may.
 */
final class AnomalyService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnomalyService.class);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(5);

    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final MapsVerticle publish;
    private final AnalyseVerticle analyse;
    private final WorkerExecutor workers;
    private final Backlog backlog;
    private final TraceIds traces = new TraceIds();
    private final ReconListener listener;
    private final InstantSource clock = SteadyClock.start();
    private final Pulse polling = new Pulse("the poll loop of pictures", LONGEST_TURN, clock);
    private final PictureLoop loop;
    private volatile boolean closed;
    private final Thread poller = new Thread(this::poll, "larmor-pictures");
    private final String group;
    private final ReadyFile readyFile;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** @param parts what is to be closed, the latest first; grows with what is made */
    private AnomalyService(
            ReconConfig config,
            AnomalyMaps maps,
            KafkaClients clients,
            ReadyFile readyFile,
            Telemetry telemetry,
            Deque<Runnable> parts) {
        this.readyFile = readyFile;
        this.group = config.anomaly().group();
        ReconConfig.Kafka kafka = config.kafka();
        ReconConfig.Anomaly settings = config.anomaly();
        if (kafka.createTopics()) {
            createTopics(kafka);
        }
        this.backlog = new Backlog(config.ingest().backlogBytes());
        Producer<byte[], byte[]> producer = clients.maps();
        parts.push(producer::close);
        Consumer<byte[], byte[]> consumer = clients.pictures();
        parts.push(consumer::close);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        parts.push(() -> vertx.close().await());
        this.publish = new MapsVerticle(producer, kafka.topics(), traces::of, clock);
        this.workers = vertx.createSharedWorkerExecutor("larmor-anomaly", settings.inFlight(), 1, TimeUnit.HOURS);
        this.analyse = new AnalyseVerticle(settings.join(), maps, settings.inFlight(), new Ends(), clock);
        this.loop = new PictureLoop(
                consumer,
                kafka.topics().images(),
                config.ingest(),
                () -> backlog.isFull() || analyse.isFull(),
                new Pictures(),
                this::joined,
                polling::beat,
                clock);
        this.listener = telemetry.anomaly(traces::of);
        telemetry.watchAnomaly(this::isReady, backlog::bytes);
        deploy(vertx);
        this.closing.addAll(parts);
    }

    private static void createTopics(ReconConfig.Kafka kafka) {
        try (TopicAdmin admin = new TopicAdmin(kafka.connection(), kafka.copies())) {
            admin.create(kafka.topics());
        }
    }

    private void deploy(Vertx vertx) {
        DeploymentOptions worker = new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName("larmor-publish-maps")
                .setWorkerPoolSize(1);
        vertx.deployVerticle(publish, worker).await();
        vertx.deployVerticle(analyse, new DeploymentOptions()).await();
    }

    /** Whether it takes what comes: a member of its group that was not told to end. */
    boolean isReady() {
        return loop.isMember() && !closed && !stopped.isDone();
    }

    /** What stands still in it, a line each; nothing where it lives. */
    List<String> troubles() {
        String problem = polling.problem();
        return problem.isEmpty() ? List.of() : List.of(problem);
    }

    /**
     * Starts the role with these models, which it does not close.
     *
     * @param readyFile there as long as the role is ready
     */
    static AnomalyService start(
            ReconConfig config, AnomalyMaps maps, KafkaClients clients, ReadyFile readyFile, Telemetry telemetry) {
        Deque<Runnable> parts = new ArrayDeque<>();
        AnomalyService service;
        try {
            service = new AnomalyService(config, maps, clients, readyFile, telemetry, parts);
        } catch (RuntimeException | Error e) {
            parts.forEach(Runnable::run);
            throw e;
        }
        service.poller.start();
        return service;
    }

    /** From ingest to analyse. */
    private final class Pictures implements PictureLoop.Next {
        @Override
        public void pictures(List<Published> pictures, long bytes) {
            backlog.add(bytes);
            pictures.forEach(each -> traces.note(each.picture().image().scanId(), each.traceId()));
            listener.pictures(pictures);
            analyse.offer(pictures, () -> backlog.remove(bytes));
        }

        @Override
        public void known(Collection<String> maps) {
            analyse.known(maps);
        }

        @Override
        public void revoked(Set<Integer> partitions) {
            analyse.revoked(partitions);
        }
    }

    /** From analyse to the device, to publish, and back to ingest. */
    private final class Ends implements AnalyseVerticle.Ends {
        @Override
        public <T> Future<T> work(Callable<T> work) {
            return workers.executeBlocking(work, false);
        }

        @Override
        public Future<?> map(AnomalyMap map) {
            long from = clock.millis();
            return publish.map(map)
                    .onSuccess(nothing -> listener.mapped(map, new ReconListener.Span(from, clock.millis())));
        }

        @Override
        public Future<?> status(ScanStatus status) {
            return publish.refusal(status).onSuccess(nothing -> listener.notMapped(status));
        }

        @Override
        public void made(String identity, Collection<Position> of) {
            loop.made(identity, of);
        }

        @Override
        public void released(List<Position> positions) {
            loop.released(positions);
        }

        @Override
        public void failed(Throwable cause) {
            loop.fail(cause);
        }
    }

    private void joined() {
        readyFile.write("anomaly maps, group " + group);
        ready.complete(null);
    }

    private void poll() {
        try {
            loop.run();
            end();
            stopped.complete(null);
        } catch (RuntimeException | Error e) {
            end();
            stopped.completeExceptionally(e);
            throw e;
        }
    }

    private void end() {
        readyFile.withdraw();
        ready.completeExceptionally(new IllegalStateException("the anomaly role has stopped"));
    }

    /** Ends when the role is a member of its group. Fails if it stops before. */
    CompletionStage<Void> ready() {
        return ready;
    }

    /** Ends when the role does: normally after {@link #close}, with the cause where it cannot go on. */
    CompletionStage<Void> stopped() {
        return stopped;
    }

    @Override
    public void close() {
        closed = true;
        readyFile.withdraw();
        try {
            analyse.settle().await(LONGEST_SETTLING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("maps that are on their way to the broker are not waited for any longer: they may come once more");
        }
        loop.close();
        try {
            poller.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closing.forEach(Runnable::run);
    }
}
