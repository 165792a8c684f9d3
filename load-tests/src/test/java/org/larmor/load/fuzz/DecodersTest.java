package org.larmor.load.fuzz;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of {@code load-tests/fuzz}: the seeds, what was once found, and the same damages of both every time. */
class DecodersTest {
    private static final long SEED = 1;
    private static final int OF_RECORDS = 5_000;
    private static final int OF_FILES = 200;

    static Stream<Target> targets() {
        return Targets.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyDecoderTakesOrRefusesWhateverItIsGiven(Target target) {
        List<byte[]> seeds = target.seeds().get();
        int taken = 0;
        for (byte[] seed : seeds) {
            taken += target.execute(seed).equals(Law.TAKEN) ? 1 : 0;
        }
        Assertions.assertTrue(taken > 0 || target.name().equals("model"), target.name() + " takes none of its seeds");
        Mutations mutations = new Mutations(seeds, new Random(SEED));
        boolean records =
                WireTargets.all().stream().anyMatch(wire -> wire.name().equals(target.name()));
        for (int i = 0; i < (records ? OF_RECORDS : OF_FILES); i++) {
            byte[] input = mutations.next();
            try {
                target.execute(input);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "seed " + SEED + ", input " + i + ": "
                                + java.util.HexFormat.of().formatHex(input),
                        e);
            }
        }
    }
}
