package org.larmor.models.tensor;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Something asked of the device's thread, and its outcome once it is there. */
abstract class DeviceCall<T> {
    private final CompletableFuture<Supplier<T>> answer = new CompletableFuture<>();
    private Supplier<T> outcome = () -> {
        throw new IllegalStateException("nothing was answered");
    };

    /** A step of its own. */
    static final class Step<T> extends DeviceCall<T> {
        private final Callable<T> step;

        Step(Callable<T> step) {
            this.step = step;
        }

        @Override
        int run(List<DeviceCall<?>> alone) throws Exception {
            done(step.call());
            return 0;
        }
    }

    /** One question of shared work. */
    static final class Part<Q, A> extends DeviceCall<A> {
        private final SharedWork<Q, A> work;
        private final Q question;

        Part(SharedWork<Q, A> work, Q question) {
            this.work = work;
            this.question = question;
        }

        @Override
        @SuppressWarnings("unchecked") // calls of one bucket are parts of equal work
        int run(List<DeviceCall<?>> together) {
            return answer(together.stream().map(call -> (Part<Q, A>) call).toList());
        }

        /** Together, or where the device has not the memory for that, each half alone; so none fails of its neighbours. */
        private int answer(List<Part<Q, A>> parts) {
            try {
                List<A> answers =
                        work.answers(parts.stream().map(part -> part.question).toList());
                for (int i = 0; i < parts.size(); i++) {
                    parts.get(i).done(answers.get(i));
                }
                return 0;
            } catch (RuntimeException e) {
                if (!OutOfDeviceMemoryException.isMeantBy(e)) {
                    throw e;
                }
                int half = parts.size() / 2;
                if (half == 0) {
                    parts.getFirst().failed(e);
                    return 1;
                }
                return 1 + answer(parts.subList(0, half)) + answer(parts.subList(half, parts.size()));
            }
        }
    }

    /** Computes the outcome of all of these, this being the first of them; gives how often the device had not the memory for some. */
    abstract int run(List<DeviceCall<?>> together) throws Exception;

    void done(T value) {
        outcome = () -> value;
    }

    void failed(Throwable cause) {
        outcome = () -> {
            throw rethrown(cause);
        };
    }

    /** Lets who waits for it have the outcome. */
    void tell() {
        answer.complete(outcome);
    }

    /** Waits for the outcome. */
    T await() {
        try {
            return answer.get().get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static CancellationException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        CancellationException cancelled = new CancellationException("interrupted while waiting for the device");
        cancelled.initCause(cause);
        return cancelled;
    }

    /** What the work threw, as it was where that can be. */
    static RuntimeException rethrown(Throwable cause) {
        if (!(cause instanceof OutOfDeviceMemoryException) && OutOfDeviceMemoryException.isMeantBy(cause)) {
            return new OutOfDeviceMemoryException(cause);
        }
        if (cause instanceof RuntimeException exception) {
            return exception;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause.getMessage(), cause);
    }
}
