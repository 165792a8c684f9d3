package org.larmor.load.stream;

import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A scanner: one scan after the other, each readout when it is due. It never waits for the service: what is late goes at once,
 * and counts from when it was due (open loop, so no coordinated omission).
 */
final class Scanner implements Runnable {
    private final String name;
    private final ScanTemplate template;
    private final Timeline timeline;
    private final Producer<String, byte[]> producer;
    private final String topic;
    private final long first;
    private final long until;
    private final long pauseNanos;

    /**
     * @param first when its first scan begins, {@link System#nanoTime}
     * @param until no scan begins after this moment
     * @param pauseNanos between two of its scans
     */
    Scanner(
            String name,
            ScanTemplate template,
            Timeline timeline,
            Producer<String, byte[]> producer,
            String topic,
            long first,
            long until,
            long pauseNanos) {
        this.name = name;
        this.template = template;
        this.timeline = timeline;
        this.producer = producer;
        this.topic = topic;
        this.first = first;
        this.until = until;
        this.pauseNanos = pauseNanos;
    }

    @Override
    public void run() {
        long period = template.readouts() * timeline.repetitionNanos() + pauseNanos;
        int number = 0;
        for (long begin = first; begin < until; begin += period) {
            scan(name + "-" + number++, begin);
        }
    }

    private void scan(String scanId, long begin) {
        timeline.begin(scanId, begin);
        send(scanId, template.begin(scanId));
        for (int i = 0; i < template.readouts(); i++) {
            byte[] record = template.readout(scanId, i);
            waitUntil(begin + i * timeline.repetitionNanos());
            send(scanId, record);
        }
        send(scanId, template.end(scanId));
    }

    private void send(String scanId, byte[] record) {
        producer.send(new ProducerRecord<>(topic, scanId, record), (metadata, failure) -> {
            if (failure != null) {
                System.err.println("scan " + scanId + ": not sent: " + failure.getMessage());
            }
        });
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
