package org.larmor.recon.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers without transactions, results before offsets: whoever dies between the two says a result again. */
public final class PlainDelivery implements Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(PlainDelivery.class);

    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer commits the offsets */
    public PlainDelivery(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    @Override
    public Answer send(Parcel parcel) {
        Answer results = send(parcel.results());
        if (results instanceof Answer.Delivered) {
            Answer notes = send(parcel.notes());
            if (!(notes instanceof Answer.Delivered)) {
                LOG.warn("what was published is not noted and may come again: {}", notes);
            }
            commit(parcel);
        }
        return results;
    }

    private Answer send(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        producer.flush();
        for (int i = 0; i < sent.size(); i++) {
            Exception failure = failure(sent.get(i));
            if (failure != null) {
                return Delivery.isRefusal(failure)
                        ? new Answer.Refused(i, failure)
                        : new Answer.Returned(String.valueOf(failure.getMessage()));
            }
        }
        return new Answer.Delivered();
    }

    private static @Nullable Exception failure(Future<RecordMetadata> record) {
        try {
            record.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof Exception cause ? cause : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    /** The results are out: a commit that fails is left to the next one. */
    private void commit(Parcel parcel) {
        try {
            consumer.commitSync(Map.copyOf(parcel.offsets()));
        } catch (KafkaException e) {
            LOG.warn("offsets not committed: {}", e.getMessage());
        }
    }
}
