package org.larmor.load.fuzz;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every decoder of bytes that come from outside. */
final class Targets {
    static final List<Target> ALL = Stream.of(WireTargets.all(), FileTargets.all())
            .flatMap(List::stream)
            .toList();

    private Targets() {}

    /** @throws IllegalArgumentException that names all of them */
    static Target named(String name) {
        return ALL.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("target '" + name + "' is none of "
                        + ALL.stream().map(Target::name).collect(Collectors.joining(", "))));
    }
}
