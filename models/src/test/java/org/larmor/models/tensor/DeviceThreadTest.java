package org.larmor.models.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.models.schedule.Caller;
import org.larmor.models.schedule.QueueSettings;
import org.larmor.models.schedule.Urgency;

@Timeout(60)
class DeviceThreadTest {
    private static final int WAITING = 4;

    private final DeviceThread device = DeviceThread.start("device-under-test", QueueSettings.of(3, WAITING));
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /** Holds the device until {@link #gate} opens, so that what is asked meanwhile must wait. */
    @BeforeEach
    void occupy() throws InterruptedException {
        var busy = new CountDownLatch(1);
        FutureTask<Boolean> holder = asked(() -> device.call(caller(), () -> {
            busy.countDown();
            gate.await();
            return true;
        }));
        busy.await();
        assertFalse(holder.isDone());
    }

    @AfterEach
    void end() throws InterruptedException {
        gate.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        device.close();
    }

    /** Doubles numbers and notes how many came together; fails where there is a negative one. */
    private record Doubling(List<Integer> sizes) implements SharedWork<Integer, Integer> {
        @Override
        public List<Integer> answers(List<Integer> questions) {
            sizes.add(questions.size());
            if (questions.stream().anyMatch(question -> question < 0)) {
                throw new IllegalStateException("no memory left on the device");
            }
            return questions.stream().map(question -> 2 * question).toList();
        }

        @Override
        public int elements(Integer question) {
            return 1;
        }
    }

    @Test
    void questionsOfSeveralCallersAreAnsweredTogether() throws Exception {
        var work = new Doubling(Collections.synchronizedList(new ArrayList<>()));
        List<FutureTask<List<Integer>>> asked = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            int question = i;
            asked.add(waiting(() -> device.call(caller(), work, List.of(question))));
        }
        gate.countDown();
        for (int i = 0; i < WAITING; i++) {
            assertEquals(List.of(2 * i), asked.get(i).get());
        }
        assertEquals(List.of(3, 1), work.sizes());
    }

    @Test
    void aBatchThatFailsFailsOnlyItsOwnRequests() throws Exception {
        var good = new Doubling(Collections.synchronizedList(new ArrayList<>()));
        var bad = new Doubling(Collections.synchronizedList(new ArrayList<>(List.of(0))));
        FutureTask<List<Integer>> before = waiting(() -> device.call(caller(), good, List.of(1)));
        FutureTask<List<Integer>> failing = waiting(() -> device.call(caller(), bad, List.of(-1)));
        FutureTask<List<Integer>> beside = waiting(() -> device.call(caller(), bad, List.of(2)));
        FutureTask<List<Integer>> after = waiting(() -> device.call(caller(), good, List.of(3)));
        gate.countDown();
        assertEquals(List.of(2), before.get());
        assertEquals(List.of(6), after.get());
        for (FutureTask<List<Integer>> each : List.of(failing, beside)) {
            Throwable cause = cause(each);
            assertEquals("no memory left on the device", cause.getMessage());
        }
        assertEquals(7, device.call(caller(), () -> 7));
    }

    /** Triples numbers as long as there are no more of them than fit; none that is negative does. */
    private record Tripling(int most) implements SharedWork<Integer, Integer> {
        @Override
        public List<Integer> answers(List<Integer> questions) {
            if (questions.size() > most || questions.stream().anyMatch(question -> question < 0)) {
                throw new IllegalStateException("CUDA out of memory");
            }
            return questions.stream().map(question -> 3 * question).toList();
        }

        @Override
        public int elements(Integer question) {
            return 1;
        }
    }

    @Test
    void everyLackOfMemoryIsCountedThoughTheHalvesFit() throws Exception {
        var work = new Tripling(1);
        List<FutureTask<List<Integer>>> asked = new ArrayList<>();
        for (int question : List.of(1, 2, 3)) {
            asked.add(waiting(() -> device.call(caller(), work, List.of(question))));
        }
        gate.countDown();
        for (int i = 0; i < asked.size(); i++) {
            assertEquals(List.of(3 * (i + 1)), asked.get(i).get());
        }
        assertEquals(2, device.use().outOfMemory(), "three at once, and the two that were the larger part of them");
    }

    @Test
    void whatFitsNowhereFailsAloneAndIsCountedOnce() throws Exception {
        var work = new Tripling(WAITING);
        FutureTask<List<Integer>> before = waiting(() -> device.call(caller(), work, List.of(1)));
        FutureTask<List<Integer>> failing = waiting(() -> device.call(caller(), work, List.of(-1)));
        FutureTask<List<Integer>> after = waiting(() -> device.call(caller(), work, List.of(3)));
        gate.countDown();
        assertEquals(List.of(3), before.get());
        assertEquals(List.of(9), after.get());
        assertEquals(OutOfDeviceMemoryException.class, cause(failing).getClass());
        assertEquals(3, device.use().outOfMemory(), "three at once, two of them, and the one");
    }

    @Test
    void whoFindsTheQueueFullWaitsForRoom() throws Exception {
        var served = new AtomicInteger();
        List<FutureTask<Integer>> asked = new ArrayList<>();
        for (int i = 0; i < 3 * WAITING; i++) {
            asked.add(waiting(() -> device.call(caller(), served::incrementAndGet)));
        }
        assertEquals(0, served.get());
        gate.countDown();
        for (FutureTask<Integer> each : asked) {
            each.get();
        }
        assertEquals(3 * WAITING, served.get());
    }

    @Test
    void theMostUrgentGoesFirst() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<FutureTask<Boolean>> asked = new ArrayList<>();
        for (Urgency urgency : List.of(Urgency.refinement(0), Urgency.frames(1), Urgency.preview(1), Urgency.AT_ONCE)) {
            Caller caller = device.open(urgency, () -> false);
            asked.add(waiting(() -> device.call(caller, () -> order.add("rank " + urgency.rank()))));
        }
        gate.countDown();
        for (FutureTask<Boolean> each : asked) {
            each.get();
        }
        assertEquals(List.of("rank 0", "rank 1", "rank 2", "rank 3"), order);
    }

    @Test
    void whatIsCancelledWhileItWaitsIsNotDone() throws Exception {
        var cancelled = new AtomicBoolean();
        var done = new AtomicBoolean();
        Caller caller = device.open(Urgency.preview(0), cancelled::get);
        FutureTask<Boolean> asked = waiting(() -> device.call(caller, () -> done.getAndSet(true)));
        cancelled.set(true);
        gate.countDown();
        Throwable cause = cause(asked);
        assertEquals("the reconstruction was cancelled", cause.getMessage());
        assertEquals(CancellationException.class, cause.getClass());
        assertFalse(done.get());
    }

    @Test
    void memoryIsFreedOnItsThreadWithoutWaiting() throws Exception {
        List<Thread> freed = Collections.synchronizedList(new ArrayList<>());
        device.close(caller(), () -> freed.add(Thread.currentThread()));
        assertEquals(List.of(), freed);
        gate.countDown();
        Thread owner = device.call(caller(), Thread::currentThread);
        assertEquals(List.of(owner), freed);
        device.close();
        device.close(caller(), () -> freed.add(Thread.currentThread()));
        assertEquals(List.of(owner, Thread.currentThread()), freed);
    }

    @Test
    void onceClosedItEndsWhatWasAskedAndRefusesTheRest() throws Exception {
        FutureTask<Integer> asked = waiting(() -> device.call(caller(), () -> 1));
        FutureTask<Boolean> closing = asked(() -> {
            device.close();
            return true;
        });
        gate.countDown();
        assertTrue(closing.get());
        assertEquals(1, asked.get());
        var error = assertThrows(IllegalStateException.class, () -> device.call(caller(), () -> 2));
        assertEquals("the device has been closed", error.getMessage());
    }

    @Test
    void onceHaltedItEndsTheStepUnderWayAndBeginsNone() throws Exception {
        var owner = new CompletableFuture<Thread>();
        var open = new CountDownLatch(1);
        var after = new AtomicInteger();
        DeviceThread halted = DeviceThread.start("halted-device", QueueSettings.of(3, WAITING));
        daemon(() -> halted.call(halted.open(Urgency.AT_ONCE, () -> false), () -> {
            owner.complete(Thread.currentThread());
            open.await();
            return after.get();
        }));
        owner.join();
        daemon(() -> halted.call(halted.open(Urgency.AT_ONCE, () -> false), after::incrementAndGet));
        FutureTask<Boolean> halting = asked(halted::halt);
        until(threads.get(threads.size() - 1), Thread.State.TIMED_WAITING);
        assertFalse(halting.isDone());
        open.countDown();
        assertTrue(halting.get());
        until(owner.join(), Thread.State.WAITING);
        assertEquals(0, after.get());
    }

    /** Somebody who may wait for ever. */
    private static void daemon(Callable<?> call) {
        Thread thread = new Thread(new FutureTask<>(call));
        thread.setDaemon(true);
        thread.start();
        until(thread, Thread.State.WAITING);
    }

    private static Throwable cause(FutureTask<?> failed) {
        return Objects.requireNonNull(
                assertThrows(ExecutionException.class, failed::get).getCause());
    }

    private Caller caller() {
        return device.open(Urgency.AT_ONCE, () -> false);
    }

    private <T> FutureTask<T> asked(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        threads.add(thread);
        thread.start();
        return task;
    }

    /** Asks, and returns once that waits for the device. */
    private <T> FutureTask<T> waiting(Callable<T> call) {
        FutureTask<T> task = asked(call);
        until(threads.get(threads.size() - 1), Thread.State.WAITING);
        return task;
    }

    private static void until(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
    }
}
