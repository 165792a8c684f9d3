package org.larmor.models.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.larmor.models.schedule.Caller;
import org.larmor.models.schedule.EvaluationQueue;
import org.larmor.models.schedule.QueueSettings;
import org.larmor.models.schedule.Request;
import org.larmor.models.schedule.Turn;
import org.larmor.models.schedule.Urgency;

/**
 * The one thread that owns the device. Callers wait in an {@link EvaluationQueue}, which says what is next; where that is full, they
 * wait for room.
 */
final class DeviceThread implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final EvaluationQueue<DeviceCall<?>> queue;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private final Deque<Runnable> leaving = new ArrayDeque<>();
    /** Held while this thread is within the native library; for ever once it is to stay out. */
    private final Semaphore inside = new Semaphore(1, true);

    private long evaluations;
    private long elements;
    private long evaluationNanos;
    private long otherNanos;
    private long outOfMemory;
    private boolean closed;
    private boolean ended;

    private DeviceThread(String name, QueueSettings settings, LongSupplier nanoTime) {
        this.queue = new EvaluationQueue<>(settings);
        this.nanoTime = nanoTime;
        this.thread = new Thread(this::serve, name);
        thread.setDaemon(true);
    }

    static DeviceThread start(String name, QueueSettings settings) {
        DeviceThread device = new DeviceThread(name, settings, System::nanoTime);
        device.thread.start();
        return device;
    }

    Caller open(Urgency urgency, BooleanSupplier cancelled) {
        lock.lock();
        try {
            return queue.open(urgency, cancelled);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The caller asks no more. Its memory is freed on the device's thread, before the next step and without waiting for it; on the
     * caller's where that thread has ended.
     */
    void close(Caller caller, Runnable free) {
        if (isOwner()) {
            free.run();
        }
        locked(() -> {
            refuse(queue.close(caller), "its caller has left");
            if (ended) {
                free.run();
            } else if (!isOwner()) {
                leaving.add(free);
                work.signal();
            }
        });
    }

    /** Runs the task on the device's thread and waits for it; at once if this is that thread. */
    <T> T call(Caller caller, Callable<T> task) {
        if (isOwner()) {
            try {
                return task.call();
            } catch (Exception e) {
                throw DeviceCall.rethrown(e);
            }
        }
        var call = new DeviceCall.Step<>(task);
        offer(new Request<>(caller, null, 1, call));
        return call.await();
    }

    /** The answers to these questions, each of which may be evaluated together with those of others. */
    <Q, A> List<A> call(Caller caller, SharedWork<Q, A> shared, List<Q> questions) {
        if (isOwner()) {
            return questions.stream()
                    .flatMap(question -> shared.answers(List.of(question)).stream())
                    .toList();
        }
        List<DeviceCall.Part<Q, A>> calls = new ArrayList<>();
        for (Q question : questions) {
            var call = new DeviceCall.Part<>(shared, question);
            offer(new Request<>(caller, shared, shared.elements(question), call));
            calls.add(call);
        }
        return calls.stream().map(DeviceCall::await).toList();
    }

    private boolean isOwner() {
        return Thread.currentThread().equals(thread);
    }

    private void offer(Request<DeviceCall<?>> request) {
        lock.lock();
        try {
            while (!taken(request)) {
                room.await();
            }
            work.signal();
        } catch (InterruptedException e) {
            throw DeviceCall.interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private boolean taken(Request<DeviceCall<?>> request) {
        if (closed) {
            throw new IllegalStateException("the device has been closed");
        }
        return queue.offer(request);
    }

    private void serve() {
        try {
            for (List<Request<DeviceCall<?>>> turn = next(); !turn.isEmpty(); turn = next()) {
                serve(turn);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            giveUp();
        }
    }

    private void serve(List<Request<DeviceCall<?>>> turn) {
        List<DeviceCall<?>> calls = new ArrayList<>();
        turn.forEach(request -> calls.add(request.content()));
        inside.acquireUninterruptibly();
        long began = nanoTime.getAsLong();
        int lacks;
        try {
            lacks = calls.get(0).run(calls);
        } catch (Throwable e) {
            lacks = OutOfDeviceMemoryException.isMeantBy(e) ? 1 : 0;
            calls.forEach(call -> call.failed(e));
        } finally {
            inside.release();
        }
        long now = nanoTime.getAsLong();
        int lacked = lacks;
        locked(() -> {
            queue.served(turn, now - began, now);
            count(turn, now - began, lacked);
        });
        calls.forEach(DeviceCall::tell);
    }

    private void count(List<Request<DeviceCall<?>>> turn, long nanos, int lacks) {
        outOfMemory += lacks;
        if (turn.getFirst().bucket() == null) {
            otherNanos += nanos;
        } else {
            evaluations++;
            elements += turn.stream().mapToInt(Request::elements).sum();
            evaluationNanos += nanos;
        }
    }

    /** What has been done so far. */
    DeviceUse use() {
        lock.lock();
        try {
            return new DeviceUse(
                    evaluations,
                    elements,
                    evaluationNanos / 1e9,
                    otherNanos / 1e9,
                    outOfMemory,
                    queue.elements(),
                    null);
        } finally {
            lock.unlock();
        }
    }

    /** What is to be done now, as soon as there is something; empty once this is closed and nothing waits. */
    private List<Request<DeviceCall<?>>> next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                free();
                refuse(queue.cancelled(), "the reconstruction was cancelled");
                long now = nanoTime.getAsLong();
                Turn<DeviceCall<?>> turn = queue.next(now);
                room.signalAll();
                if (turn instanceof Turn.Serve<DeviceCall<?>> serve) {
                    return serve.requests();
                }
                if (queue.isEmpty() && closed) {
                    return List.of();
                }
                rest(turn, now);
            }
        } finally {
            lock.unlock();
        }
    }

    private void rest(Turn<DeviceCall<?>> turn, long now) throws InterruptedException {
        if (turn instanceof Turn.Rest<DeviceCall<?>> rest && rest.until() < Long.MAX_VALUE) {
            work.awaitNanos(rest.until() - now);
        } else {
            work.await();
        }
    }

    private static void refuse(List<Request<DeviceCall<?>>> requests, String reason) {
        for (Request<DeviceCall<?>> request : requests) {
            request.content().failed(new CancellationException(reason));
            request.content().tell();
        }
    }

    /** Nothing will be served any more: whoever waits is told. */
    private void giveUp() {
        locked(() -> {
            closed = true;
            ended = true;
            refuse(queue.drained(), "the device has been closed");
            free();
            room.signalAll();
        });
    }

    private void free() {
        if (leaving.isEmpty()) {
            return;
        }
        inside.acquireUninterruptibly();
        try {
            leaving.forEach(Runnable::run);
            leaving.clear();
        } finally {
            inside.release();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * For the end of the process: no step is begun any more, and who waits for one waits for ever.
     *
     * @return whether the step under way ended within half a minute
     */
    boolean halt() {
        try {
            return inside.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Refuses further calls and waits for those under way, at most half a minute. */
    @Override
    public void close() {
        locked(() -> {
            closed = true;
            work.signal();
            room.signalAll();
        });
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
        }
    }
}
