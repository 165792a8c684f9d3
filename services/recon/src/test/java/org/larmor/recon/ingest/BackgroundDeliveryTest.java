package org.larmor.recon.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.larmor.recon.ingest.Delivery.Answer;
import org.larmor.recon.ingest.Delivery.Parcel;

class BackgroundDeliveryTest {
    private final CountDownLatch broker = new CountDownLatch(1);
    private final List<Parcel> sent = new CopyOnWriteArrayList<>();
    private final Delivery delivery = new BackgroundDelivery(this::sendSlowly);

    private Answer sendSlowly(Parcel parcel) {
        sent.add(parcel);
        try {
            broker.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (parcel.group().groupId().equals("fenced")) {
            throw new DeliveryException("fenced", new ProducerFencedException("fenced"));
        }
        return new Answer.Delivered();
    }

    private static Parcel parcel(String group) {
        return new Parcel(List.of(), List.of(), Map.of(), new ConsumerGroupMetadata(group));
    }

    @AfterEach
    void close() {
        broker.countDown();
        delivery.close();
    }

    @Test
    void aParcelIsUnderWayUntilTheBrokerHasItAndIsSentOnce() {
        Parcel parcel = parcel("a");
        assertInstanceOf(Answer.UnderWay.class, delivery.send(parcel));
        assertInstanceOf(Answer.UnderWay.class, delivery.send(parcel));
        broker.countDown();
        delivery.await();
        assertInstanceOf(Answer.Delivered.class, delivery.send(parcel));
        assertEquals(List.of(parcel), sent);
    }

    @Test
    void theNextParcelIsSentAfterTheAnswer() {
        Parcel first = parcel("a");
        Parcel second = parcel("b");
        delivery.send(first);
        broker.countDown();
        delivery.await();
        assertInstanceOf(Answer.Delivered.class, delivery.send(first));
        delivery.send(second);
        delivery.await();
        assertEquals(List.of(first, second), sent);
    }

    @Test
    void whatEndsTheSenderEndsWhoeverAsks() {
        Parcel parcel = parcel("fenced");
        delivery.send(parcel);
        broker.countDown();
        assertThrows(DeliveryException.class, delivery::await);
        assertThrows(DeliveryException.class, () -> delivery.send(parcel));
    }
}
