package org.larmor.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.List;
import java.util.Map;

/** Calls that hold their thread until something else happens: poison on an event loop. */
final class BlockingCalls {
    private static final Map<Class<?>, List<String>> BY_OWNER = Map.ofEntries(
            Map.entry(Object.class, List.of("wait")),
            Map.entry(Thread.class, List.of("sleep", "join")),
            Map.entry(java.util.concurrent.Future.class, List.of("get", "join")),
            Map.entry(java.util.concurrent.ExecutorService.class, List.of("awaitTermination", "invokeAll", "close")),
            Map.entry(java.util.concurrent.CountDownLatch.class, List.of("await")),
            Map.entry(java.util.concurrent.locks.Condition.class, List.of("await")),
            Map.entry(java.util.concurrent.Semaphore.class, List.of("acquire")),
            Map.entry(java.util.concurrent.BlockingQueue.class, List.of("take", "put")),
            Map.entry(io.vertx.core.Future.class, List.of("await")),
            Map.entry(org.apache.kafka.clients.consumer.Consumer.class, List.of("poll", "commitSync")));

    private BlockingCalls() {}

    /** Matches overloads and overriders, which ArchUnit's plain {@code callMethod} does not. */
    static DescribedPredicate<JavaMethodCall> any() {
        return describe("that holds its thread", call -> holds(call.getTarget()));
    }

    private static boolean holds(AccessTarget.MethodCallTarget target) {
        return BY_OWNER.entrySet().stream()
                .anyMatch(entry -> entry.getValue().contains(target.getName())
                        && target.getOwner().isAssignableTo(entry.getKey()));
    }
}
