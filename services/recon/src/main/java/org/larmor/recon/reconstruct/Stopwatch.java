package org.larmor.recon.reconstruct;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.larmor.core.domain.Provenance;

/** Notes what was done and how long it took. */
final class Stopwatch {
    private final LongSupplier nanoTime;
    private final List<Provenance.Step> steps = new ArrayList<>();

    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    <T> T time(String name, Supplier<T> work) {
        long start = nanoTime.getAsLong();
        T result = work.get();
        steps.add(new Provenance.Step(name, (nanoTime.getAsLong() - start) / 1e6));
        return result;
    }

    List<Provenance.Step> steps() {
        return List.copyOf(steps);
    }
}
