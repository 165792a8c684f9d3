package org.larmor.models.diffusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.larmor.core.domain.Provenance;

/** How long named steps took, by a clock that is handed in. */
final class Stopwatch {
    private final LongSupplier nanoTime;
    private final Map<String, Double> millis = new LinkedHashMap<>();

    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    <T> T time(String step, Supplier<T> work) {
        long began = nanoTime.getAsLong();
        T result = work.get();
        millis.merge(step, (nanoTime.getAsLong() - began) / 1e6, Double::sum);
        return result;
    }

    List<Provenance.Step> steps() {
        return millis.entrySet().stream()
                .map(entry -> new Provenance.Step(entry.getKey(), entry.getValue()))
                .toList();
    }
}
