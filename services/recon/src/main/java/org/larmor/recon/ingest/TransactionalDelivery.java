package org.larmor.recon.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Delivers each parcel in one Kafka transaction: all of it or nothing, and nothing where the group has given our partitions away. */
public final class TransactionalDelivery implements Delivery {
    private enum State {
        IDLE,
        COMMITTING,
        ABORTING
    }

    private final Producer<byte[], byte[]> producer;
    private final String instance;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private State state = State.IDLE;
    private String failure = "";

    /**
     * @param producer whose transactions have been initialised; used by nobody else
     * @param instance our name, for a person
     */
    public TransactionalDelivery(Producer<byte[], byte[]> producer, String instance) {
        this.producer = producer;
        this.instance = instance;
    }

    @Override
    public Answer send(Parcel parcel) {
        try {
            return switch (state) {
                case IDLE -> begin(parcel);
                case COMMITTING -> commit();
                case ABORTING -> abort();
            };
        } catch (ProducerFencedException | FencedInstanceIdException e) {
            throw new DeliveryException(
                    "instance " + instance
                            + " is fenced: another service runs under its name, or one of its transactions"
                            + " took longer than publish.transactionSeconds",
                    e);
        } catch (KafkaException e) {
            throw new DeliveryException("results cannot be published any more: " + reason(e), e);
        }
    }

    private Answer begin(Parcel parcel) {
        sent.clear();
        producer.beginTransaction();
        state = State.ABORTING;
        try {
            parcel.results().forEach(record -> sent.add(producer.send(record)));
            parcel.notes().forEach(note -> sent.add(producer.send(note)));
            producer.sendOffsetsToTransaction(parcel.offsets(), parcel.group());
        } catch (ProducerFencedException | FencedInstanceIdException e) {
            throw e;
        } catch (KafkaException e) {
            return abort(e);
        }
        state = State.COMMITTING;
        return commit();
    }

    /** A commit that was not answered in time may have come through: it can only be asked for again. */
    private Answer commit() {
        try {
            producer.commitTransaction();
            state = State.IDLE;
            return new Answer.Delivered();
        } catch (TimeoutException | InterruptException e) {
            return new Answer.Unknown(reason(e));
        } catch (ProducerFencedException | FencedInstanceIdException e) {
            throw e;
        } catch (KafkaException e) {
            return abort(e);
        }
    }

    private Answer abort(KafkaException cause) {
        state = State.ABORTING;
        failure = reason(cause);
        return abort();
    }

    private Answer abort() {
        try {
            producer.abortTransaction();
        } catch (TimeoutException | InterruptException e) {
            return new Answer.Unknown(reason(e));
        }
        state = State.IDLE;
        for (int i = 0; i < sent.size(); i++) {
            Exception refusal = refusal(sent.get(i));
            if (refusal != null) {
                return new Answer.Refused(i, refusal);
            }
        }
        return new Answer.Returned(failure);
    }

    /** Why the broker will never take the record, null if it may. */
    private static @Nullable Exception refusal(Future<RecordMetadata> record) {
        if (!record.isDone() || record.isCancelled()) {
            return null;
        }
        try {
            record.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof Exception cause && Delivery.isRefusal(cause) ? cause : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
