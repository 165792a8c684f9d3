package org.larmor.recon;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How often what went wrong. */
final class Faults {
    private final Map<Fault, Integer> times = new EnumMap<>(Fault.class);

    void add(Fault fault) {
        add(fault, 1);
    }

    void add(Fault fault, int more) {
        times.merge(fault, more, Integer::sum);
    }

    int of(Fault fault) {
        return times.getOrDefault(fault, 0);
    }

    /** The rows of a table. */
    @Override
    public String toString() {
        return times.entrySet().stream()
                .map(each -> "| %s | %,d |".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
