package org.larmor.recon;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.Topics;
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

/**
 * The anomaly role, a consumer of the pictures like any other:
 *
 * <pre>ingest (pictures) -> analyse -> publish</pre>
 *
 * <p>Nothing here waits: the loop pauses its partitions while pictures wait in more memory than they may.
 */
final class AnomalyService implements AutoCloseable {
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
    private final Producer<byte[], byte[]> producer;
    private final MapsVerticle publish;
    private final AnalyseVerticle analyse;
    private final WorkerExecutor workers;
    private final Backlog backlog;
    private final TraceIds traces = new TraceIds();
    private final ReconListener listener;
    private final InstantSource clock = SteadyClock.start();
    private final Pulse polling = new Pulse("the poll loop of pictures", LONGEST_TURN, clock);
    private final PictureLoop loop;
    private volatile boolean closing;
    private final Thread poller = new Thread(this::poll, "larmor-pictures");
    private final String group;
    private final ReadyFile readyFile;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private AnomalyService(ReconConfig config, AnomalyMaps maps, ReadyFile readyFile, Telemetry telemetry) {
        this.readyFile = readyFile;
        this.group = config.anomaly().group();
        ReconConfig.Kafka kafka = config.kafka();
        ReconConfig.Anomaly settings = config.anomaly();
        this.backlog = new Backlog(config.ingest().backlogBytes());
        this.producer = producer(kafka);
        this.publish = new MapsVerticle(producer, kafka.topics(), traces::of, clock);
        this.workers = vertx.createSharedWorkerExecutor("larmor-anomaly", settings.inFlight(), 1, TimeUnit.HOURS);
        this.analyse = new AnalyseVerticle(settings.join(), maps, settings.inFlight(), new Ends(), clock);
        this.loop = new PictureLoop(
                consumer(kafka, settings.group()),
                kafka.topics().images(),
                config.ingest(),
                () -> backlog.isFull() || analyse.isFull(),
                new Pictures(),
                this::joined,
                polling::beat,
                clock);
        this.listener = telemetry.anomaly(traces::of);
        telemetry.watchAnomaly(this::isReady, backlog::bytes);
    }

    /** Whether it takes what comes: a member of its group that was not told to end. */
    boolean isReady() {
        return loop.isMember() && !closing && !stopped.isDone();
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
    static AnomalyService start(ReconConfig config, AnomalyMaps maps, ReadyFile readyFile, Telemetry telemetry) {
        if (config.kafka().createTopics()) {
            try (TopicAdmin admin =
                    new TopicAdmin(config.kafka().connection(), config.kafka().copies())) {
                admin.create(config.kafka().topics());
            }
        }
        AnomalyService service = new AnomalyService(config, maps, readyFile, telemetry);
        service.vertx
                .deployVerticle(
                        service.publish,
                        new DeploymentOptions()
                                .setThreadingModel(ThreadingModel.WORKER)
                                .setWorkerPoolName("larmor-publish-maps")
                                .setWorkerPoolSize(1))
                .await();
        service.vertx.deployVerticle(service.analyse, new DeploymentOptions()).await();
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

    private static Producer<byte[], byte[]> producer(ReconConfig.Kafka kafka) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.putAll(kafka.connection());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(ReconConfig.Kafka kafka, String group) {
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("group.id", group);
        settings.put("allow.auto.create.topics", false);
        settings.put("max.poll.records", 64);
        settings.putAll(kafka.connection());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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
        closing = true;
        readyFile.withdraw();
        loop.close();
        try {
            poller.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vertx.close().await();
        producer.close();
    }
}
