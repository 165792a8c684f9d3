package org.larmor.recon;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.larmor.proto.Topics;
import org.larmor.recon.assemble.ScanAssemblies;
import org.larmor.recon.ingest.PollLoop;
import org.larmor.recon.ops.Backlog;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.reconstruct.Reconstruction;
import org.larmor.recon.schedule.JobQueue;

/** The running service; {@link #close} ends it in the order of the data. */
public final class ReconService implements AutoCloseable {
    private final Vertx vertx;
    private final Producer<byte[], byte[]> producer;
    private final Networks networks;
    private final PollLoop loop;
    private final Thread poller;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private boolean closed;

    private ReconService(Vertx vertx, Producer<byte[], byte[]> producer, Networks networks, PollLoop loop) {
        this.vertx = vertx;
        this.producer = producer;
        this.networks = networks;
        this.loop = loop;
        this.poller = new Thread(this::poll, "larmor-ingest");
    }

    /** Starts the service; it takes readouts from the moment on at which its group was given partitions. */
    public static ReconService start(ReconConfig config) {
        return start(config, Networks.of(config, EnumSet.of(Role.RECON)));
    }

    /** Starts the service with these models, which it closes when it is closed. */
    static ReconService start(ReconConfig config, Networks networks) {
        if (config.kafka().createTopics()) {
            createTopics(config.kafka());
        }
        InstantSource clock = InstantSource.system();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
        Producer<byte[], byte[]> producer = producer(config.kafka());
        var parts = new ReconPipeline.Parts(
                new ScanAssemblies(
                        config.assemble(),
                        config.stages(),
                        config.scan().options(),
                        config.ingest().maximumCoils()),
                new JobQueue(config.schedule()),
                new Reconstruction(config.reconstruct(), networks.reconstruction(), System::nanoTime),
                config.synthesis(),
                networks.synthesis(),
                producer,
                config.kafka().topics(),
                clock);
        var loopHolder = new CompletableFuture<PollLoop>();
        var pipeline =
                new ReconPipeline(vertx, parts, new Backlog(config.ingest().backlogBytes()), scanId -> loopHolder
                        .join()
                        .finished(scanId));
        deploy(vertx, pipeline);
        PollLoop loop = new PollLoop(
                consumer(config.kafka()),
                config.kafka().topics().readouts(),
                config.ingest(),
                pipeline::isFull,
                pipeline::assemble,
                clock);
        loopHolder.complete(loop);
        ReconService service = new ReconService(vertx, producer, networks, loop);
        service.poller.start();
        return service;
    }

    private static void createTopics(ReconConfig.Kafka kafka) {
        try (TopicAdmin admin = new TopicAdmin(kafka.connection())) {
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

    private static DeploymentOptions worker(String pool) {
        return new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName(pool)
                .setWorkerPoolSize(1);
    }

    private static Producer<byte[], byte[]> producer(ReconConfig.Kafka kafka) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.putAll(kafka.connection());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(ReconConfig.Kafka kafka) {
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("group.id", kafka.group());
        settings.put("max.poll.records", 256);
        settings.putAll(kafka.connection());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void poll() {
        try {
            loop.run();
            stopped.complete(null);
        } catch (RuntimeException | Error e) {
            stopped.completeExceptionally(e);
            throw e;
        }
    }

    /** Ends when the service does: normally after {@link #close}, with the cause where it cannot go on. */
    public CompletionStage<Void> stopped() {
        return stopped;
    }

    /** Ends the service, once; who calls while another does waits for that. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.close();
        try {
            poller.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vertx.close().await();
        producer.close();
        networks.close();
    }
}
