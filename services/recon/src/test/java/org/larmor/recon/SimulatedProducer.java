package org.larmor.recon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A producer to the {@link SimulatedBroker}, with transactions or without: what the service calls of one. */
final class SimulatedProducer extends MockProducer<byte[], byte[]> {
    private final SimulatedBroker broker;
    private final SimulatedNetwork network;
    private final String name;
    private int epoch;
    private SimulatedBroker.@Nullable Transaction transaction;
    private boolean failed;

    /** @param name its {@code transactional.id}; empty where it makes no transactions */
    SimulatedProducer(SimulatedBroker broker, SimulatedNetwork network, String name) {
        this.broker = broker;
        this.network = network;
        this.name = name;
    }

    @Override
    public void initTransactions() {
        network.tell();
        epoch = broker.fence(name);
    }

    @Override
    public void beginTransaction() {
        network.tell();
        failed = false;
        transaction = broker.begin(name, epoch);
    }

    /** Within the transaction; that a record was not taken is told when that is to be committed. */
    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        network.tell();
        if (network.isNotTaken()) {
            failed = true;
            sent.completeExceptionally(new TimeoutException("not taken in time"));
        } else {
            broker.append(network.place(record), record.key(), record.value(), Objects.requireNonNull(transaction));
        }
        return sent;
    }

    /** Outside of transactions; answered later. */
    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback answer) {
        TopicPartition at = network.place(record);
        network.later(() -> {
            broker.append(at, record.key(), record.value());
            network.later(() -> answer.onCompletion(new RecordMetadata(at, 0, 0, 0, 0, 0), null));
        });
        return new CompletableFuture<>();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        network.tellOrTimeOut();
        Map<TopicPartition, Long> numbers = new HashMap<>();
        offsets.forEach((at, offset) -> numbers.put(at, offset.offset()));
        broker.offsets(Objects.requireNonNull(transaction), numbers, group);
    }

    @Override
    public void commitTransaction() {
        if (failed) {
            throw new KafkaException("a record was not taken");
        }
        network.tellOrTimeOut();
        broker.commit(Objects.requireNonNull(transaction));
        network.tellOrTimeOut();
    }

    @Override
    public void abortTransaction() {
        network.tellOrTimeOut();
        broker.abort(Objects.requireNonNull(transaction));
        network.tellOrTimeOut();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return SimulatedNetwork.partitionsOf(topic);
    }

    @Override
    public void close() {}
}
