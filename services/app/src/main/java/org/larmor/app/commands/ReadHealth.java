package org.larmor.app.commands;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.larmor.app.ops.Health;
import org.larmor.display.results.ResultSubscriber;

/** Whether a program that shows or hands on what is published still hears of it. */
final class ReadHealth {
    private final AtomicReference<@Nullable ResultSubscriber> results = new AtomicReference<>();

    Health health() {
        return new Health(
                () -> results.get() == null || isReading() ? List.of() : List.of("results are no longer read"),
                () -> isReading() ? List.of() : List.of("results are not read"));
    }

    /** From now on these are what it hears of; says so to Prometheus under a name that begins so. */
    void of(ResultSubscriber subscriber, MeterRegistry registry, String prefix) {
        results.set(subscriber);
        Gauge.builder(prefix + ".ready", () -> isReading() ? 1 : 0)
                .description("1 while what is published is read")
                .register(registry);
    }

    private boolean isReading() {
        ResultSubscriber subscriber = results.get();
        return subscriber != null && subscriber.isReading();
    }
}
