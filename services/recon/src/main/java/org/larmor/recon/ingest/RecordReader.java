package org.larmor.recon.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ScanEvent;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.ScanRecordCodec.Decoded;
import org.larmor.proto.TraceParent;
import org.larmor.proto.WireException;
import org.larmor.proto.WireLimits;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Position;

/** Reads one Kafka record into what it holds; what cannot be read becomes an {@link Arrival.Poison}. */
final class RecordReader {
    private static final byte[] NOTHING = {};
    private final WireLimits limits;

    RecordReader(IngestSettings settings) {
        WireLimits usual = WireLimits.DEFAULT;
        this.limits = new WireLimits(
                usual.recordBytes(),
                settings.maximumMatrix(),
                settings.maximumCoils(),
                usual.readouts(),
                usual.userParameters(),
                usual.textLength());
    }

    /**
     * What a record holds.
     *
     * @param scanId the scan that it belongs to; empty where that could not be told
     * @param begins it holds the scan's header
     * @param ends it holds the scan's end
     */
    record Content(String scanId, boolean begins, boolean ends, List<Arrival> arrivals) {
        Content {
            arrivals = List.copyOf(arrivals);
        }

        private static Content of(List<Arrival> arrivals) {
            String scanId = "";
            boolean begins = false;
            boolean ends = false;
            for (Arrival arrival : arrivals) {
                switch (arrival) {
                    case Arrival.Event event -> {
                        scanId = event.event().scanId();
                        begins |= event.event() instanceof ScanEvent.Started;
                        ends |= event.event() instanceof ScanEvent.Ended || event.event() instanceof ScanEvent.Aborted;
                    }
                    case Arrival.Poison poison -> scanId = poison.scanId();
                    case Arrival.Left left -> {}
                }
            }
            return new Content(scanId, begins, ends, arrivals);
        }
    }

    Content read(ConsumerRecord<byte[], byte[]> record, double time) {
        return Content.of(arrivals(record, time));
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        return key == null ? "" : new String(key, UTF_8);
    }

    private List<Arrival> arrivals(ConsumerRecord<byte[], byte[]> record, double time) {
        byte @Nullable [] value = record.value();
        Position position = new Position(record.topic(), record.partition(), record.offset());
        String trace = trace(record);
        if (value == null) {
            return List.of(new Arrival.Poison("", -1, "a record without a value", position, NOTHING, time, trace));
        }
        try {
            Decoded decoded = ScanRecordCodec.decode(value, limits);
            if (!decoded.scanId().equals(key(record))) {
                String reason = "the record's key is not its scan id " + decoded.scanId();
                return List.of(new Arrival.Poison("", -1, reason, position, value, time, trace));
            }
            return arrivals(decoded, position, value, time, trace);
        } catch (WireException e) {
            return List.of(poison(e, position, value, time, trace));
        }
    }

    /** The trace that a record belongs to, or empty. */
    static String trace(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(TraceParent.HEADER);
        return header == null
                ? ""
                : TraceParent.read(header.value()).map(TraceParent::traceId).orElse("");
    }

    private static List<Arrival> arrivals(Decoded decoded, Position position, byte[] value, double time, String trace) {
        List<Arrival> arrivals =
                new ArrayList<>(decoded.events().size() + decoded.refused().size());
        for (ScanEvent event : decoded.events()) {
            arrivals.add(new Arrival.Event(event, position, value, time, decoded.sender(), trace));
        }
        for (WireException refused : decoded.refused()) {
            arrivals.add(poison(refused, position, value, time, trace));
        }
        return arrivals;
    }

    private static Arrival poison(WireException e, Position position, byte[] value, double time, String trace) {
        return new Arrival.Poison(e.scanId(), e.sequence(), e.reason(), position, value, time, trace);
    }
}
