package org.larmor.recon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.larmor.broker.TestBroker;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.AnomalyCodec;
import org.larmor.proto.DeadLetterCodec;
import org.larmor.proto.FrameCodec;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.StatusCodec;
import org.larmor.proto.TopicLayout;
import org.larmor.proto.Topics;
import org.larmor.proto.WireException;

/** A service on topics of its own, a scanner that sends to it, and ears on everything that it says. */
final class ServiceUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final List<ReconImage> previews = new ArrayList<>();
    final List<ReconImage> images = new ArrayList<>();
    final List<Frame> frames = new ArrayList<>();
    final List<AnomalyMap> anomalies = new ArrayList<>();
    final List<ScanStatus> statuses = new ArrayList<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();

    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private final ReconConfig config;
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> scanner;
    private final KafkaConsumer<byte[], byte[]> ears;
    private final Function<ReconConfig, LarmorService> again;
    private LarmorService service;

    ServiceUnderTest(String name, ReconConfig wished) {
        this(name, wished, ServiceUnderTest::reconstruction);
    }

    /** One whose service is started in another way. */
    ServiceUnderTest(String name, ReconConfig wished, Function<ReconConfig, LarmorService> start) {
        this(name, wished, start, start);
    }

    /**
     * @param first starts the service that is under test at first
     * @param again starts the one after a restart
     */
    ServiceUnderTest(
            String name,
            ReconConfig wished,
            Function<ReconConfig, LarmorService> first,
            Function<ReconConfig, LarmorService> again) {
        this.again = again;
        String prefix = name + "-" + Long.toHexString(System.nanoTime());
        this.topics = new Topics(prefix);
        this.config = wished.withBootstrap(TestBroker.bootstrap()).withPrefix(prefix);
        this.service = first.apply(config);
        Map<String, Object> sending = new HashMap<>(Topics.producerSettings());
        sending.put("bootstrap.servers", TestBroker.bootstrap());
        this.scanner = new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer());
        this.ears = consumer(Map.of());
        ears.assign(topics.layouts().stream()
                .filter(layout -> !List.of(topics.readouts(), topics.progress()).contains(layout.name()))
                .flatMap(ServiceUnderTest::partitions)
                .toList());
        ears.seekToBeginning(ears.assignment());
    }

    static LarmorService reconstruction(ReconConfig config) {
        return LarmorService.start(config, EnumSet.of(Role.RECON));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> further) {
        Map<String, Object> hearing = new HashMap<>(Topics.consumerSettings());
        hearing.put("bootstrap.servers", TestBroker.bootstrap());
        hearing.putAll(further);
        return new KafkaConsumer<>(hearing, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Last pictures that were ever sent, those of transactions that came to nothing too. */
    int imagesEverSent() {
        try (var all = consumer(Map.of("isolation.level", "read_uncommitted"))) {
            List<TopicPartition> partitions = topics.layouts().stream()
                    .filter(layout -> layout.name().equals(topics.images()))
                    .flatMap(ServiceUnderTest::partitions)
                    .toList();
            all.assign(partitions);
            all.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = all.endOffsets(partitions);
            int count = 0;
            while (partitions.stream().anyMatch(at -> all.position(at) < ends.getOrDefault(at, 0L))) {
                count += all.poll(Duration.ofMillis(100)).count();
            }
            return count;
        }
    }

    /** Its configuration: services that are started with it share the topics and the group. */
    ReconConfig config() {
        return config;
    }

    /** The service that runs now. */
    ReconService service() {
        return Objects.requireNonNull(service.recon());
    }

    private static java.util.stream.Stream<TopicPartition> partitions(TopicLayout layout) {
        return java.util.stream.IntStream.range(0, layout.partitions())
                .mapToObj(partition -> new TopicPartition(layout.name(), partition));
    }

    void send(TestScan scan) {
        send(scan.started());
        send(scan.scanId(), scan.readouts());
        send(scan.ended());
    }

    void send(ScanEvent event) {
        sendRaw(event.scanId(), ScanRecordCodec.encode(event));
    }

    void send(String scanId, List<Readout> readouts) {
        for (int from = 0; from < readouts.size(); from += 4) {
            List<Readout> some = readouts.subList(from, Math.min(from + 4, readouts.size()));
            sendRaw(scanId, ScanRecordCodec.encodeReadouts(scanId, some));
        }
    }

    void sendRaw(String key, byte[] value) {
        sent.add(scanner.send(new ProducerRecord<>(topics.readouts(), key.getBytes(UTF_8), value)));
    }

    /** Waits until the broker has all that was sent. */
    private void flush() {
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("not sent", e);
        }
        sent.clear();
    }

    /** Listens until the condition holds. */
    void await(String what, BooleanSupplier condition) {
        flush();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " did not come to pass; statuses " + statuses + ", pictures "
                        + previews.size() + " + " + images.size() + ", dead letters " + deadLetters);
            }
            for (ConsumerRecord<byte[], byte[]> record : ears.poll(Duration.ofMillis(50))) {
                hear(record);
            }
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(topics.previews())) {
                previews.add(ImageCodec.decode(record.value()));
            } else if (record.topic().equals(topics.images())) {
                images.add(ImageCodec.decode(record.value()));
            } else if (record.topic().equals(topics.frames())) {
                frames.add(FrameCodec.decode(record.value()));
            } else if (record.topic().equals(topics.anomalies())) {
                anomalies.add(AnomalyCodec.decode(record.value()));
            } else if (record.topic().equals(topics.status())) {
                statuses.add(StatusCodec.decode(record.value()));
            } else {
                deadLetters.add(DeadLetterCodec.decode(record.value()));
            }
        } catch (WireException e) {
            throw new AssertionError("the service sent what it cannot read itself", e);
        }
    }

    void awaitState(String scanId, ScanStatus.State state) {
        await(scanId + " " + state, () -> has(scanId, state));
    }

    boolean has(String scanId, ScanStatus.State state) {
        return statuses.stream().anyMatch(status -> status.scanId().equals(scanId) && status.state() == state);
    }

    ScanStatus latest(String scanId) {
        return statuses.stream()
                .filter(status -> status.scanId().equals(scanId))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    List<ReconImage> imagesOf(String scanId) {
        return images.stream().filter(image -> image.scanId().equals(scanId)).toList();
    }

    List<ReconImage> previewsOf(String scanId) {
        return previews.stream().filter(image -> image.scanId().equals(scanId)).toList();
    }

    /** Stops the service and starts it anew, as after a crash of the machine it runs on. */
    void restart() {
        service.close();
        service = again.apply(config);
    }

    @Override
    public void close() {
        scanner.close();
        service.close();
        ears.close();
    }
}
