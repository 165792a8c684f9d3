package org.larmor.recon.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ImageIndex;

class RevisionsTest {
    private static final ImageIndex FIRST = ImageIndex.FIRST;
    private static final ImageIndex SECOND = new ImageIndex(0, 0, 0, 1);
    private final Revisions revisions = new Revisions();

    @Test
    void countsEachImageOfEachScanFromZero() {
        assertEquals(OptionalInt.of(0), revisions.next("a", FIRST, false));
        assertEquals(OptionalInt.of(1), revisions.next("a", FIRST, false));
        assertEquals(OptionalInt.of(0), revisions.next("a", SECOND, false));
        assertEquals(OptionalInt.of(0), revisions.next("b", FIRST, true));
        assertEquals(OptionalInt.of(1), revisions.next("b", FIRST, true));
    }

    @Test
    void aPreviewAfterThePictureOfTheWholeImageIsLeftOut() {
        revisions.next("a", FIRST, true);
        assertEquals(OptionalInt.empty(), revisions.next("a", FIRST, false));
        assertEquals(OptionalInt.of(1), revisions.next("a", FIRST, true));
    }

    @Test
    void aScanThatWasForgottenBeginsAnew() {
        revisions.next("a", FIRST, true);
        revisions.forget("a");
        assertEquals(OptionalInt.of(0), revisions.next("a", FIRST, false));
    }
}
