package org.larmor.recon.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.larmor.recon.flow.Result;
import org.larmor.recon.ingest.Delivery.Answer;
import org.larmor.recon.ingest.Delivery.Parcel;
import org.larmor.recon.ingest.Mailbox.Letter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the mailbox into parcels as the ledger decides, has them delivered, and answers the senders. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** Of results that go together; below what a producer buffers. */
    private static final long MOST_BYTES = 32 << 20;

    private static final long RETRY_MILLIS = 100;

    private final OffsetLedger ledger;
    private final Mailbox mailbox;
    private final Delivery delivery;
    private final ProgressTopic progress;
    private final String readouts;
    private final List<Letter> waiting = new ArrayList<>();
    private @Nullable Trip underWay;
    private boolean isSending;
    private long notBefore;

    private record Trip(Plan plan, List<Letter> letters, Parcel parcel) {}

    /** @param readouts the topic whose offsets are committed */
    Courier(OffsetLedger ledger, Mailbox mailbox, Delivery delivery, ProgressTopic progress, String readouts) {
        this.ledger = ledger;
        this.mailbox = mailbox;
        this.delivery = delivery;
        this.progress = progress;
        this.readouts = readouts;
    }

    /**
     * Delivers what there is.
     *
     * @param due offsets are to be committed even if there is no result
     */
    void go(ConsumerGroupMetadata group, boolean due, long now) {
        waiting.addAll(mailbox.letters());
        mailbox.exchange(ledger);
        boolean wanted = underWay != null || !waiting.isEmpty() || due;
        if (wanted && now >= notBefore) {
            Trip trip = underWay == null ? trip(group) : underWay;
            arrived(trip, trip.plan().isQuiet() ? new Answer.Delivered() : delivery.send(trip.parcel()), now);
        }
    }

    /** Delivers what there is, and returns when the broker has it or will not take it now. */
    void finish(ConsumerGroupMetadata group, long now) {
        boolean before = underWay != null;
        goAndWait(group, now);
        if (before) {
            goAndWait(group, now);
        }
    }

    private void goAndWait(ConsumerGroupMetadata group, long now) {
        for (go(group, true, now); isSending; go(group, true, now)) {
            delivery.await();
        }
    }

    /** Nothing is delivered any more: whoever waits is told so. */
    void end() {
        waiting.addAll(mailbox.letters());
        waiting.forEach(letter -> letter.answer().complete(false));
        waiting.clear();
    }

    private Trip trip(ConsumerGroupMetadata group) {
        List<Letter> letters = new ArrayList<>();
        long bytes = 0;
        for (Letter letter : waiting) {
            bytes += letter.bytes();
            if (!letters.isEmpty() && bytes > MOST_BYTES) {
                break;
            }
            letters.add(letter);
        }
        Plan plan = ledger.plan(letters.stream().map(Letter::result).toList());
        return new Trip(plan, letters.subList(0, plan.steps().size()), parcel(plan, group));
    }

    private Parcel parcel(Plan plan, ConsumerGroupMetadata group) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        plan.offsets()
                .forEach((partition, offset) ->
                        offsets.put(new TopicPartition(readouts, partition), new OffsetAndMetadata(offset)));
        return new Parcel(
                spoken(plan).stream().map(Courier::record).toList(),
                plan.notes().stream().map(progress::record).toList(),
                offsets,
                group);
    }

    private static ProducerRecord<byte[], byte[]> record(Result result) {
        var record = new ProducerRecord<>(
                result.topic(), result.partition(), result.scanId().getBytes(UTF_8), result.value());
        result.headers().forEach(record.headers()::add);
        return record;
    }

    /** What is said with a value: the end of a scan may be quiet. */
    private static List<Result> spoken(Plan plan) {
        return plan.said().stream().filter(result -> result.value().length > 0).toList();
    }

    private void arrived(Trip trip, Answer answer, long now) {
        isSending = answer instanceof Answer.UnderWay;
        underWay = isSending || answer instanceof Answer.Unknown ? trip : null;
        switch (answer) {
            case Answer.UnderWay sending -> {}
            case Answer.Delivered delivered -> delivered(trip);
            case Answer.Refused refused -> refused(trip, refused);
            case Answer.Returned returned -> {
                LOG.warn("not published, will try again: {}", returned.reason());
                notBefore = now + RETRY_MILLIS;
            }
            case Answer.Unknown unknown ->
                LOG.warn(
                        "the broker has not said whether it has what was published, will ask again: {}",
                        unknown.reason());
        }
    }

    private void delivered(Trip trip) {
        ledger.said(trip.plan());
        mailbox.exchange(ledger);
        for (int i = 0; i < trip.letters().size(); i++) {
            Letter letter = trip.letters().get(i);
            waiting.remove(letter);
            letter.answer().complete(trip.plan().steps().get(i).fate() != Plan.Fate.LEFT_OUT);
        }
    }

    /** What stands in the way of the others is taken out. */
    private void refused(Trip trip, Answer.Refused refused) {
        List<Result> spoken = spoken(trip.plan());
        if (refused.result() >= spoken.size()) {
            throw new DeliveryException(
                    "progress cannot be noted: " + refused.cause().getMessage(), refused.cause());
        }
        Result culprit = spoken.get(refused.result());
        waiting.stream().filter(letter -> letter.result() == culprit).toList().forEach(letter -> {
            waiting.remove(letter);
            letter.answer().completeExceptionally(refused.cause());
        });
    }
}
