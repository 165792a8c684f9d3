package org.larmor.models.tensor;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that owns the device; calls wait in a bounded line and are served in turn. */
final class DeviceThread implements AutoCloseable {
    private final ThreadPoolExecutor executor;
    private final ThreadLocal<Boolean> owner = ThreadLocal.withInitial(() -> false);

    DeviceThread(String name, int waiting) {
        executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
            Thread thread = new Thread(
                    () -> {
                        owner.set(true);
                        task.run();
                    },
                    name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs the task on the device's thread and waits for it; at once if this is that thread. */
    <T> T call(Callable<T> task) {
        if (owner.get()) {
            return unchecked(task);
        }
        try {
            return result(executor.submit(() -> unchecked(task)));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException(
                    executor.isShutdown() ? "the device has been closed" : "too many calls wait for the device", e);
        }
    }

    /**
     * Frees something on the device's thread, in turn, without waiting for it; on the caller's thread where the line is
     * full or closed.
     */
    void release(Runnable task) {
        if (owner.get()) {
            task.run();
            return;
        }
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while waiting for the device");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            return rethrow(e.getCause() == null ? e : e.getCause());
        }
    }

    private static <T> T unchecked(Callable<T> task) {
        try {
            return task.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static <T> T rethrow(Throwable cause) {
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause.getMessage(), cause);
    }

    /** Refuses further calls and waits for those under way, at most half a minute. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
