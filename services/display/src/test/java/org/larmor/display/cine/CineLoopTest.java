package org.larmor.display.cine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.Frame;
import org.larmor.display.Samples;

class CineLoopTest {
    private final CineLoop<String> loop = new CineLoop<>(CineLoopTest::name);

    @Test
    void aMeasuredFrameEndsThoseWhoseIntervalItLiesWithin() {
        loop.take(Samples.measured(0, 4, 0));
        loop.take(Samples.measured(1, 4, 0));
        loop.take(Samples.synthesised(1, 0, 4, .25, 0));
        loop.take(Samples.synthesised(0, 1, 4, .5, 0));

        var change = loop.take(Samples.measured(2, 4, 1));

        assertEquals(List.of("1-0 at 0.4375, 0"), change.ended());
        assertEquals(
                List.of("0 at 0.0, 0", "0-1 at 0.125, 0", "1 at 0.25, 0", "2 at 0.5, 1"), List.copyOf(loop.frames()));
    }

    @Test
    void aFrameThatComesAfterItsEndIsNotTaken() {
        loop.take(Samples.measured(1, 4, 1));

        assertNull(loop.take(Samples.synthesised(0, 2, 4, .9, 0)).taken());
        assertEquals(1, loop.frames().size());
    }

    @Test
    void ofOneMomentTheMeasuredTheFinerAndThenTheLaterGenerationCounts() {
        loop.take(Samples.synthesised(0, 1, 4, .5, 3));
        assertNull(loop.take(Samples.synthesised(0, 1, 4, .5, 2)).taken());
        assertEquals(1, loop.take(Samples.synthesised(0, 1, 4, .5, 4)).ended().size());
        loop.take(Samples.synthesised(3, 1, 4, 0, 9));
        loop.take(Samples.measured(3, 4, 1));

        assertNull(loop.take(Samples.synthesised(3, 1, 4, 0, 9)).taken());
        assertEquals(List.of("0-1 at 0.125, 4", "3 at 0.75, 1"), List.copyOf(loop.frames()));
    }

    @Test
    void whatIsShownDoesNotDependOnTheOrderOfArrival() {
        List<Frame> frames = new ArrayList<>();
        for (int phase = 0; phase < 6; phase++) {
            frames.add(Samples.measured(phase, 6, phase));
            for (int other = 0; other < 6; other++) {
                if (other != phase) {
                    frames.add(Samples.synthesised(phase, other, 6, .5, 10 * phase + other));
                    frames.add(Samples.synthesised(phase, other, 6, .3, 10 * phase + other));
                }
            }
        }
        Set<List<String>> ends = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            Collections.shuffle(frames, new Random(seed));
            CineLoop<String> shuffled = new CineLoop<>(CineLoopTest::name);
            frames.forEach(shuffled::take);
            ends.add(List.copyOf(shuffled.frames()));
        }
        assertEquals(1, ends.size());
        assertEquals(18, ends.iterator().next().size());
    }

    private static String name(Frame frame) {
        String interval = frame.source().index().phase()
                + (frame.isMeasured() ? "" : "-" + frame.target().index().phase());
        return interval + " at " + frame.time() + ", " + frame.generation();
    }
}
