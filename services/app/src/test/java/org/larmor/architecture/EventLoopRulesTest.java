package org.larmor.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whatever runs on an event loop receives, calls, hands on, acknowledges: it never sleeps, awaits or waits. */
class EventLoopRulesTest {
    private static final DescribedPredicate<JavaClass> ON_AN_EVENT_LOOP =
            belongTo(assignableTo(Deployable.class)).or(resideInAPackage("org.larmor.display.page.."));

    private static final ArchRule NOTHING_WAITS =
            noClasses().that(ON_AN_EVENT_LOOP).should().callMethodWhere(BlockingCalls.any());

    @Test
    void nothingOnAnEventLoopWaits() {
        NOTHING_WAITS.check(Product.CLASSES);
    }

    @Test
    void seesEveryWayToWait() {
        for (Class<?> waiting : List.of(Sleeps.class, AwaitsAFuture.class, AwaitsALatch.class, TakesInALambda.class)) {
            assertEquals(1, violations(waiting), waiting.getSimpleName());
        }
        assertFalse(NOTHING_WAITS
                .evaluate(new ClassFileImporter().importClasses(HandsOn.class))
                .hasViolation());
    }

    private static int violations(Class<?> type) {
        return NOTHING_WAITS
                .evaluate(new ClassFileImporter().importClasses(type))
                .getFailureReport()
                .getDetails()
                .size();
    }

    private static final class Sleeps extends VerticleBase {
        @Override
        public Future<?> start() throws InterruptedException {
            Thread.sleep(1);
            return Future.succeededFuture();
        }
    }

    private static final class AwaitsAFuture extends VerticleBase {
        @Override
        public Future<?> start() {
            return Future.succeededFuture(vertx.timer(1).await());
        }
    }

    private static final class AwaitsALatch extends VerticleBase {
        @Override
        public Future<?> start() throws InterruptedException {
            boolean open = new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
            return Future.succeededFuture(open);
        }
    }

    private static final class TakesInALambda extends VerticleBase {
        private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

        @Override
        public Future<?> start() {
            return vertx.executeBlocking(() -> queue.take());
        }
    }

    private static final class HandsOn extends VerticleBase {
        @Override
        public Future<?> start() {
            return vertx.timer(1).map(done -> "handed on");
        }
    }
}
