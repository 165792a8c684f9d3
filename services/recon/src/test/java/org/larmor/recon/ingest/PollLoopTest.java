package org.larmor.recon.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ScanEvent;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Result;

class PollLoopTest {
    private static final String TOPIC = "larmor.readouts";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final TopicPartition OTHER = new TopicPartition(TOPIC, 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized OptionalLong currentLag(TopicPartition at) {
            if (at.equals(lostMeanwhile)) {
                throw new IllegalStateException("No current assignment for partition " + at);
            }
            return OptionalLong.of(7);
        }
    };
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Mailbox mailbox = new Mailbox();
    private final List<Arrival> arrived = new ArrayList<>();
    private final List<Runnable> settled = new ArrayList<>();
    private final AtomicLong time = new AtomicLong();
    private final InstantSource clock = () -> Instant.ofEpochMilli(time.addAndGet(200));
    private boolean full;
    private boolean joined;
    private @Nullable TopicPartition lostMeanwhile;

    private PollLoop loop = loop();

    private PollLoop loop(Note... notes) {
        return loop(new TransactionalDelivery(producer, "w1"), notes);
    }

    private PollLoop loop(Delivery delivery, Note... notes) {
        return new PollLoop(
                consumer,
                mailbox,
                delivery,
                MockProgress.with(clock, notes),
                TOPIC,
                new IngestSettings(1, 1 << 20, 1, 16, 512),
                partition -> full,
                (arrivals, bytes, done) -> {
                    arrived.addAll(arrivals);
                    settled.add(done);
                },
                () -> joined = true,
                () -> {},
                clock);
    }

    @BeforeEach
    void begin() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, OTHER, 0L));
        then(() -> consumer.rebalance(List.of(PARTITION)));
    }

    @Test
    void pausesWhileFullKeepsPollingAndGoesOn() {
        then(() -> full = true);
        then(() -> assertEquals(Set.of(PARTITION), consumer.paused()));
        then(() -> {
            assertEquals(Set.of(PARTITION), consumer.paused());
            full = false;
        });
        then(() -> {
            assertEquals(Set.of(), consumer.paused());
            add(0, "s", aborted("s"));
        });
        then(this::close);
        loop.run();
        assertEquals(1, arrived.size());
        assertTrue(consumer.closed());
        assertTrue(joined);
    }

    @Test
    void whatARebalanceBringsWhileItIsFullIsPausedAtOnce() {
        then(() -> full = true);
        then(() -> {
            consumer.rebalance(List.of(PARTITION, OTHER));
            assertEquals(Set.of(PARTITION, OTHER), consumer.paused());
        });
        then(this::close);
        loop.run();
    }

    @Test
    void aResultGoesInOneTransactionWithItsNoteAndTheOffset() {
        then(() -> add(0, "a", aborted("a"), "b", aborted("b")));
        CompletableFuture<Boolean> said = new CompletableFuture<>();
        then(() -> {
            settled.forEach(Runnable::run);
            publish(end("a", 0), said);
        });
        then(() -> {});
        then(this::close);
        loop.run();
        assertTrue(said.join());
        assertEquals(List.of("status a", "progress group/0/0/"), sent());
        assertEquals(new OffsetAndMetadata(1), offset());
    }

    @Test
    void recordsAreTakenWhileAResultIsOnItsWayWhichIsThereBeforeThePartitionGoes() {
        CountDownLatch broker = new CountDownLatch(1);
        var transactions = new TransactionalDelivery(producer, "w1");
        loop = loop(new BackgroundDelivery(new Delivery() {
            @Override
            public void open() {
                transactions.open();
            }

            @Override
            public Answer send(Parcel parcel) {
                try {
                    broker.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return transactions.send(parcel);
            }
        }));
        CompletableFuture<Boolean> said = new CompletableFuture<>();
        then(() -> add(0, "a", aborted("a")));
        then(() -> {
            settled.forEach(Runnable::run);
            publish(end("a", 0), said);
        });
        then(() -> add(1, "b", aborted("b")));
        then(() -> {
            assertEquals(2, arrived.size());
            assertFalse(said.isDone());
            broker.countDown();
            consumer.rebalance(List.of());
            assertTrue(said.join());
        });
        then(this::close);
        loop.run();
        assertEquals(List.of("status a", "progress group/0/0/"), sent());
    }

    @Test
    void aTransactionThatTheGroupRefusesLeavesNothingAndIsMadeAgain() {
        CompletableFuture<Boolean> said = new CompletableFuture<>();
        then(() -> add(0, "a", aborted("a")));
        then(() -> {
            settled.forEach(Runnable::run);
            producer.sendOffsetsToTransactionException = new CommitFailedException();
            publish(end("a", 0), said);
        });
        then(() -> {
            assertTrue(producer.transactionAborted());
            assertEquals(List.of(), sent());
            assertFalse(said.isDone());
            producer.sendOffsetsToTransactionException = null;
        });
        then(() -> {});
        then(this::close);
        loop.run();
        assertTrue(said.join());
        assertEquals(List.of("status a", "progress group/0/0/"), sent());
    }

    @Test
    void aCommitThatIsNotAnsweredIsAskedForAgainNotMadeAgain() {
        CompletableFuture<Boolean> said = new CompletableFuture<>();
        then(() -> add(0, "a", aborted("a")));
        then(() -> {
            producer.commitTransactionException = new TimeoutException("no answer");
            publish(end("a", 0), said);
        });
        then(() -> {
            assertTrue(producer.transactionInFlight());
            producer.commitTransactionException = null;
        });
        then(() -> {});
        then(this::close);
        loop.run();
        assertTrue(said.join());
        assertEquals(1, sent().stream().filter("status a"::equals).count());
    }

    @Test
    void whoeverIsFencedEndsWithOneLineAndPublishesNothing() {
        CompletableFuture<Boolean> said = new CompletableFuture<>();
        then(() -> add(0, "a", aborted("a")));
        then(() -> {
            producer.fenceProducer();
            publish(end("a", 0), said);
        });
        then(() -> {});
        String line =
                String.valueOf(assertThrows(DeliveryException.class, loop::run).getMessage());
        assertTrue(line.startsWith("instance w1 is fenced"), line);
        assertFalse(said.join());
        assertEquals(List.of(), sent());
        assertTrue(consumer.closed());
    }

    @Test
    void whatIsMadeForAPartitionThatWasLostIsNotSaid() {
        CompletableFuture<Boolean> said = new CompletableFuture<>();
        then(() -> add(0, "a", aborted("a")));
        then(() -> {
            consumer.losePartitions(List.of(PARTITION));
            publish(new Result.Piece("a", "x", "images", new byte[1]), said);
        });
        then(() -> {});
        then(this::close);
        loop.run();
        assertFalse(said.join());
        assertEquals(List.of(), sent());
        assertEquals(new Arrival.Left(Set.of("a")), arrived.getLast());
    }

    /** The new protocol's consumer hears of it in the background, between two calls. */
    @Test
    void aPartitionThatIsLostWhileItsLagIsLookedAtEndsNothing() {
        then(() -> consumer.rebalance(List.of(PARTITION, OTHER)));
        then(() -> assertEquals(new PollLoop.Reading(Map.of(0, 7L, 1, 7L), 0), loop.reading()));
        then(() -> lostMeanwhile = OTHER);
        then(() -> assertEquals(new PollLoop.Reading(Map.of(0, 7L), 0), loop.reading()));
        then(this::close);
        loop.run();
    }

    @Test
    void aPartitionThatComesBackIsReadWhenNothingOfItIsUnderWay() {
        then(() -> add(0, "a", aborted("a")));
        then(() -> consumer.rebalance(List.of()));
        then(() -> consumer.rebalance(List.of(PARTITION)));
        then(() -> {
            assertEquals(Set.of(PARTITION), consumer.paused());
            mailbox.gone("a");
        });
        then(() -> assertEquals(Set.of(), consumer.paused()));
        then(this::close);
        loop.run();
    }

    @Test
    void whatWasPublishedBeforeACrashIsKnownAndWhatWasDoneIsNotHandedOn() {
        loop = loop(new Note.Published(0, 1, "image 0.0.0.0", "b"), new Note.Finished(0, 0, "a", 2));
        then(() -> {
            add(0, "a", aborted("a"), "b", aborted("b"), "a", aborted("a"));
            assertTrue(mailbox.isPublished("b", "image 0.0.0.0"));
        });
        then(this::close);
        loop.run();
        assertEquals(1, arrived.stream().filter(Arrival.Event.class::isInstance).count());
    }

    @Test
    void toldToEndItFinishesWhatIsWholeAndLeavesTheRest() {
        then(() -> add(0, "half", other("half"), "whole", aborted("whole")));
        then(() -> loop.close(Duration.ofHours(1)));
        then(() -> {
            assertEquals(Set.of(PARTITION), consumer.paused());
            assertEquals(new Arrival.Left(Set.of("half")), arrived.getLast());
            settled.forEach(Runnable::run);
            publish(end("whole", 1), new CompletableFuture<>());
        });
        loop.run();
        assertEquals(List.of("status whole", "progress group/0/1/"), sent());
        assertEquals(new OffsetAndMetadata(0), offset());
    }

    @Test
    void toldToEndItDoesNotWaitLongerThanItMay() {
        then(() -> add(0, "whole", aborted("whole")));
        then(() -> loop.close(Duration.ofSeconds(1)));
        for (int i = 0; i < 20; i++) {
            consumer.scheduleNopPollTask();
        }
        loop.run();
        assertTrue(consumer.closed());
        assertTrue(time.get() < 20 * 200, "until " + time.get());
    }

    @Test
    void aRecordUnderTheWrongKeyIsPoison() {
        then(() -> add(0, "b", aborted("a")));
        then(this::close);
        loop.run();
        Arrival.Poison poison = assertInstanceOf(Arrival.Poison.class, arrived.get(0));
        assertEquals("the record's key is not its scan id a", poison.reason());
        assertEquals(0, poison.position().offset());
    }

    private void then(Runnable task) {
        consumer.schedulePollTask(task);
    }

    private void close() {
        loop.close(Duration.ZERO);
    }

    private void publish(Result result, CompletableFuture<Boolean> said) {
        var unused = mailbox.publish(result).whenComplete((ours, failure) -> {
            if (failure == null) {
                said.complete(ours);
            } else {
                said.completeExceptionally(failure);
            }
        });
    }

    private void add(long offset, Object... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String key = (String) keysAndValues[i];
            byte[] value = (byte[]) keysAndValues[i + 1];
            consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset + i / 2, key.getBytes(UTF_8), value));
        }
    }

    private List<String> sent() {
        return producer.history().stream().map(PollLoopTest::line).toList();
    }

    private static String line(ProducerRecord<byte[], byte[]> record) {
        return record.topic().replace("larmor.", "") + " " + new String(record.key(), UTF_8);
    }

    private OffsetAndMetadata offset() {
        return Objects.requireNonNull(producer.consumerGroupOffsetsHistory().getLast().values().stream()
                .findFirst()
                .orElseThrow()
                .get(PARTITION));
    }

    private static Result end(String scanId, long assembled) {
        return new Result.End(scanId, "status", new byte[1], Map.of(0, assembled));
    }

    private static byte[] aborted(String scanId) {
        return ScanRecordCodec.encode(new ScanEvent.Aborted(scanId, "why"));
    }

    /** A record of a scan that does not end it. */
    private static byte[] other(String scanId) {
        return ScanRecordCodec.encodeReadouts(
                scanId,
                new org.larmor.recon.TestScan(scanId, 1, 2, 1).readouts().subList(0, 1));
    }
}
