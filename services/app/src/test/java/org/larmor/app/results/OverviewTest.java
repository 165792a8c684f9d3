package org.larmor.app.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.Provenance;

class OverviewTest {
    @Test
    void theCaptionOfADeviationNamesEverythingThatIsInIt() {
        assertEquals("the network's expected error", Overview.origin(made(0, "prepare", "coarse")));
        assertEquals("spread of 8 posterior samples", Overview.origin(made(8, "prepare", "samples", "refinement")));
        assertEquals(
                "spread of 8 posterior samples + the network's error",
                Overview.origin(made(8, "prepare", "samples", "polish")));
    }

    private static Provenance made(int samples, String... names) {
        List<Provenance.Step> steps =
                Arrays.stream(names).map(name -> new Provenance.Step(name, 1)).toList();
        return new Provenance("method", "model", "1", "00", 4, samples, false, 1, 0, 4, "", steps);
    }
}
