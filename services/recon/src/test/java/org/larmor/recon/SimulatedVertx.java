package org.larmor.recon;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.ContextInternal;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a process, without threads: verticles and worker pools put their tasks into queues, and {@link #run} takes one of
 * them, as chance has it. A context's tasks keep their order; of a pool's, as many are under way as it has threads.
 */
final class SimulatedVertx {
    private record Executor(List<Runnable> tasks, int threads) {}

    private final List<Executor> executors = new ArrayList<>();
    private final List<Runnable> periodic = new ArrayList<>();
    private final Random random;

    SimulatedVertx(Random random) {
        this.random = random;
    }

    /** Stands for Vert.x where pools are asked for. */
    Vertx vertx() {
        return vertx(executor(1));
    }

    /** Starts a verticle on a context of its own. */
    void deploy(VerticleBase verticle) {
        Executor own = executor(1);
        verticle.init(vertx(own), context(own));
        try {
            verticle.start();
        } catch (Exception e) {
            throw new IllegalStateException("a verticle does not start", e);
        }
    }

    /** A further thread. Who waits for what it does has it done at once. */
    ExecutorService thread() {
        return new QueuedThread(executor(1).tasks());
    }

    private static final class QueuedThread extends AbstractExecutorService {
        private final List<Runnable> tasks;

        private QueuedThread(List<Runnable> tasks) {
            this.tasks = tasks;
        }

        @Override
        protected <T> RunnableFuture<T> newTaskFor(Callable<T> work) {
            return new FutureTask<>(work) {
                @Override
                public T get() throws InterruptedException, ExecutionException {
                    run();
                    return super.get();
                }

                @Override
                protected void setException(Throwable failure) {
                    if (failure instanceof SimulatedNetwork.Died died) {
                        throw died;
                    }
                    super.setException(failure);
                }
            };
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void shutdown() {
            while (!tasks.isEmpty()) {
                tasks.removeFirst().run();
            }
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.copyOf(tasks);
        }

        @Override
        public boolean isShutdown() {
            return tasks.isEmpty();
        }

        @Override
        public boolean isTerminated() {
            return tasks.isEmpty();
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return tasks.isEmpty();
        }
    }

    /** So many tasks of anybody, if there are any. */
    void run(int tasks) {
        for (int i = 0; i < tasks; i++) {
            List<Executor> busy =
                    executors.stream().filter(each -> !each.tasks().isEmpty()).toList();
            if (busy.isEmpty()) {
                return;
            }
            Executor chosen = busy.get(random.nextInt(busy.size()));
            int underWay = Math.min(chosen.threads(), chosen.tasks().size());
            chosen.tasks().remove(random.nextInt(underWay)).run();
        }
    }

    /** What is done periodically is due. */
    void tick() {
        periodic.forEach(Runnable::run);
    }

    private Executor executor(int threads) {
        Executor made = new Executor(new ArrayList<>(), threads);
        executors.add(made);
        return made;
    }

    private Vertx vertx(Executor own) {
        return standIn(Vertx.class, (name, arguments) -> switch (name) {
            case "setPeriodic" -> {
                Handler<Long> handler = handler(arguments[1]);
                periodic.add(() -> own.tasks().add(() -> handler.handle(0L)));
                yield 0L;
            }
            case "createSharedWorkerExecutor" -> pool(executor((int) arguments[1]));
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static Context context(Executor own) {
        return standIn(ContextInternal.class, (name, arguments) -> switch (name) {
            case "succeededFuture" -> Future.succeededFuture();
            case "runOnContext" -> {
                Handler<Void> handler = handler(arguments[0]);
                yield own.tasks().add(() -> handler.handle(null));
            }
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static WorkerExecutor pool(Executor own) {
        return standIn(WorkerExecutor.class, (name, arguments) -> switch (name) {
            case "executeBlocking" -> blocking(own, (Callable<?>) arguments[0]);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private static <T> Future<T> blocking(Executor own, Callable<T> work) {
        Promise<T> promise = Promise.promise();
        own.tasks().add(() -> {
            T made;
            try {
                made = work.call();
            } catch (Exception e) {
                promise.fail(e);
                return;
            }
            promise.complete(made);
        });
        return promise.future();
    }

    @SuppressWarnings("unchecked")
    private static <T> Handler<T> handler(Object argument) {
        return (Handler<T>) argument;
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T standIn(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
