package org.larmor.app.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.larmor.app.chaos.Fault.Kind;

class FaultPlanTest {
    private static final long HOUR = 3_600_000;
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    @Test
    void theSameSeedGivesTheSameFaultsAndAnotherSeedOthers() {
        assertEquals(FaultPlan.of(1, HOUR, 20_000, 3, ALL), FaultPlan.of(1, HOUR, 20_000, 3, ALL));
        assertNotEquals(FaultPlan.of(1, HOUR, 20_000, 3, ALL), FaultPlan.of(2, HOUR, 20_000, 3, ALL));
    }

    @Test
    void everyKindComesBeforeAnyComesAgain() {
        for (long seed = 0; seed < 100; seed++) {
            List<Fault> faults = FaultPlan.of(seed, HOUR, 20_000, 3, ALL).faults();
            Set<Kind> first =
                    faults.subList(0, ALL.size()).stream().map(Fault::kind).collect(Collectors.toSet());
            assertEquals(ALL, first, "seed " + seed);
        }
    }

    @Test
    void aFaultBeginsWhenTheOneBeforeIsMendedAndNoneComesNearTheEnd() {
        for (long seed = 0; seed < 100; seed++) {
            long free = FaultPlan.CALM_MILLIS;
            for (Fault fault : FaultPlan.of(seed, HOUR, 20_000, 3, ALL).faults()) {
                assertTrue(fault.atMillis() >= free, "seed " + seed + ": " + fault);
                assertTrue(fault.atMillis() <= HOUR * 9 / 10, "seed " + seed + ": " + fault);
                free = fault.atMillis() + fault.lastsMillis();
            }
        }
    }

    @Test
    void withoutAKindNothingGoesWrong() {
        assertEquals(List.of(), FaultPlan.of(1, HOUR, 20_000, 3, Set.of()).faults());
    }
}
