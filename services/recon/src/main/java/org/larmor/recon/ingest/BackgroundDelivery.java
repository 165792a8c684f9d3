package org.larmor.recon.ingest;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Has another delivery send on a thread of its own: who polls for readouts waits for no transaction, which takes tens of milliseconds. One
 * parcel is under way at a time.
 */
public final class BackgroundDelivery implements Delivery {
    private final Delivery delivery;
    private final ExecutorService thread;
    private @Nullable Future<Answer> underWay;

    /** @param delivery used by nobody else; must not use what belongs to the poll loop */
    public BackgroundDelivery(Delivery delivery) {
        this(
                delivery,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("larmor-delivery").daemon().factory()));
    }

    /** @param thread does one thing after another; closed with this */
    public BackgroundDelivery(Delivery delivery, ExecutorService thread) {
        this.delivery = delivery;
        this.thread = thread;
    }

    @Override
    public void open() {
        delivery.open();
    }

    @Override
    public Answer send(Parcel parcel) {
        Future<Answer> sent = underWay == null ? thread.submit(() -> delivery.send(parcel)) : underWay;
        boolean done = sent.isDone();
        underWay = done ? null : sent;
        return done ? answer(sent) : new Answer.UnderWay();
    }

    @Override
    public void await() {
        if (underWay != null) {
            answer(underWay);
        }
    }

    private static Answer answer(Future<Answer> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException("interrupted while results were on their way to the broker", e);
        }
    }

    @Override
    public void close() {
        thread.close();
        delivery.close();
    }
}
