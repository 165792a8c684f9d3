package org.larmor.app.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ImageIndex;

class TallyTest {
    private static final ImageIndex A = new ImageIndex(0, 0, 0, 0);
    private static final ImageIndex B = new ImageIndex(0, 0, 0, 1);

    private final Tally tally = new Tally();

    @Test
    void isRightOnlyWhereEveryPictureThatIsDueCameOnce() {
        assertFalse(tally.standing().isRight());
        tally.due("s", List.of(A, B));
        tally.seen("s", A);
        assertEquals(new Tally.Standing(1, 2, 1, 1, 0), tally.standing());
        tally.seen("s", B);
        assertTrue(tally.standing().isRight());
        tally.seen("s", B);
        assertEquals(new Tally.Standing(1, 2, 1, 0, 1), tally.standing());
        assertFalse(tally.standing().isRight());
        assertEquals(1, tally.wrong().size());
    }

    @Test
    void aPictureOfAScanThatWasNotTakenWholeMayComeOnceButNotTwice() {
        tally.due("s", List.of(A));
        tally.seen("s", A);
        tally.seen("t", A);
        assertTrue(tally.standing().isRight());
        tally.seen("t", A);
        assertFalse(tally.standing().isRight());
    }

    @Test
    void likeDeadLettersAreCountedTogether() {
        tally.letter("checksum 1a2b3c4d is wrong at readout 12");
        tally.letter("checksum 99999999 is wrong at readout 3");
        assertEquals(Map.of("checksum N is wrong at readout N", 2), tally.letters());
    }
}
