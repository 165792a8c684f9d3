package org.larmor.recon.ingest;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Takes results, notes and offsets to the broker. Used by the poll loop's thread. */
public interface Delivery {
    /**
     * What is to go to the broker together.
     *
     * @param results in their order
     * @param notes for the progress topic
     * @param group who we are in the group that reads
     */
    record Parcel(
            List<ProducerRecord<byte[], byte[]>> results,
            List<ProducerRecord<byte[], byte[]>> notes,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        public Parcel {
            results = List.copyOf(results);
            notes = List.copyOf(notes);
            offsets = Map.copyOf(offsets);
        }
    }

    /** What became of a parcel. */
    sealed interface Answer {
        /** The broker has it. */
        record Delivered() implements Answer {}

        /** The broker has nothing of it; it may be tried again. */
        record Returned(String reason) implements Answer {}

        /** The broker has nothing of it, and will never take the result at this place. */
        record Refused(int result, Exception cause) implements Answer {}

        /** It is being sent: {@link Delivery#send} must be called again with the same parcel before any other. */
        record UnderWay() implements Answer {}

        /** Not known yet: {@link Delivery#send} must be called again with the same parcel before any other. */
        record Unknown(String reason) implements Answer {}
    }

    /**
     * Called when partitions are ours, before anything is sent: whoever had them under our name before is shut out.
     *
     * @throws DeliveryException if that cannot be done
     */
    default void open() {}

    /** @throws DeliveryException if nothing can be sent any more: another took this service's place, or it may not */
    Answer send(Parcel parcel);

    /** Returns when nothing is being sent any more: the next {@link #send} of the same parcel tells what became of it. */
    default void await() {}

    /** Nothing more is sent; what is being sent ends before this returns. */
    default void close() {}

    /** Whether it is the record that is wrong: then it is refused however often it is sent. */
    static boolean isRefusal(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof InvalidTopicException
                || failure instanceof TopicAuthorizationException;
    }
}
