package org.larmor.app.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.Topics;

/** A scanner that sends small scans one after another, some of them badly: records twice, damaged ones, others that are none. */
final class Traffic implements AutoCloseable {
    private static final int DELIVERY_MILLIS = 180_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Topics topics;
    private final Tally tally;
    private final String name;
    private final Random random;
    private final Pace.Beat pace;
    private final int matrix;
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();
    private final AtomicLong poison = new AtomicLong();
    private final AtomicLong unacknowledged = new AtomicLong();
    private final Thread thread = new Thread(this::run, "chaos-scanner");
    private volatile boolean closing;

    /** @param matrix side of a picture */
    Traffic(String bootstrap, Topics topics, Tally tally, String name, long seed, Pace pace, int matrix) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.put("bootstrap.servers", bootstrap);
        settings.put("delivery.timeout.ms", DELIVERY_MILLIS);
        settings.put("max.block.ms", DELIVERY_MILLIS);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topics = topics;
        this.tally = tally;
        this.name = name;
        this.random = new Random(seed);
        this.pace = pace.beat();
        this.matrix = matrix;
    }

    void start() {
        thread.start();
    }

    /** How much of what was sent was bad, by kind. */
    Map<String, Long> bad() {
        return Map.of(
                "records sent twice", duplicates.get(),
                "readouts with a wrong checksum", damaged.get(),
                "records that are none", poison.get(),
                "scans that the broker did not take whole", unacknowledged.get());
    }

    private void run() {
        try {
            for (int n = 0; !closing; n++) {
                pace.beforeAScan();
                send(scan(name + "-" + n, matrix));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many records a scan has. */
    static long records(int matrix) {
        return StreamSupport.stream(scan("any", matrix).spliterator(), false).count();
    }

    private static SimulatedScan scan(String scanId, int matrix) {
        return new SimulatedScan(new SimulationSettings(
                scanId,
                Anatomy.sheppLogan(),
                matrix,
                matrix,
                2,
                1,
                2,
                1,
                MaskKind.UNIFORM,
                2,
                12,
                AcquisitionOrder.LINEAR,
                .02,
                2,
                5,
                240,
                1));
    }

    private void send(SimulatedScan scan) throws InterruptedException {
        String scanId = scan.header().scanId();
        boolean bad = random.nextInt(3) == 0;
        List<Future<?>> sent = new ArrayList<>();
        for (ScanEvent event : scan) {
            byte[] record = ScanRecordCodec.encode(event);
            if (bad && event instanceof ScanEvent.ReadoutArrived && random.nextInt(8) == 0) {
                sent.add(mischief(scanId, record));
            }
            sent.add(send(scanId, record));
            pace.afterARecord();
        }
        for (Future<?> each : sent) {
            try {
                each.get();
            } catch (ExecutionException e) {
                unacknowledged.incrementAndGet();
                return;
            }
        }
        tally.due(scanId, scan.images());
    }

    private Future<?> mischief(String scanId, byte[] record) {
        return switch (random.nextInt(3)) {
            case 0 -> {
                duplicates.incrementAndGet();
                yield send(scanId, record);
            }
            case 1 -> {
                damaged.incrementAndGet();
                byte[] bent = record.clone();
                bent[bent.length - 1 - random.nextInt(Math.min(32, bent.length / 2))] ^= 16;
                yield send(scanId, bent);
            }
            default -> {
                poison.incrementAndGet();
                byte[] nothing = new byte[64];
                random.nextBytes(nothing);
                yield send("poison", nothing);
            }
        };
    }

    private Future<?> send(String key, byte[] value) {
        return producer.send(new ProducerRecord<>(topics.readouts(), key.getBytes(UTF_8), value));
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
