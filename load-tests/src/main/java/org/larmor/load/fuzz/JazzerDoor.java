package org.larmor.load.fuzz;

import org.jspecify.annotations.Nullable;

/** What Jazzer calls: once with the target's name, then with bytes of its own making. See {@code load-tests/fuzz}. */
public final class JazzerDoor {
    private static @Nullable Target target;

    private JazzerDoor() {}

    /**
     * Goes through the seeds once, uncounted: what loads and instruments the classes takes memory of its own.
     *
     * @param arguments the target's name
     */
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        Target named = Targets.named(arguments[0]);
        named.law().answer(new byte[0]);
        for (byte[] seed : named.seeds().get()) {
            named.law().answer(seed);
        }
        target = named;
    }

    /** @throws AssertionError if the target's law is broken, which Jazzer keeps with the bytes that did it */
    public static void fuzzerTestOneInput(byte[] input) {
        java.util.Objects.requireNonNull(target, "no target was named").execute(input);
    }
}
