package org.larmor.app.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.larmor.app.chaos.Footprint.Sample;

class FootprintTest {
    @Test
    void theSlopeIsThatOfTheSecondHalf() {
        List<Sample> samples = IntStream.range(0, 100)
                .mapToObj(i -> new Sample(i / 100.0, i < 50 ? 10 * i : 500 + .3 * i, 7))
                .toList();
        assertEquals(30, Footprint.slope(samples, Sample::memoryMiB), 1e-9);
        assertEquals(0, Footprint.slope(samples, Sample::files), 1e-9);
    }
}
