package org.larmor.recon.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ScanStatus.Sufficiency;

class QualityWatchTest {
    private static final ImageIndex FIRST = ImageIndex.FIRST;
    private static final ImageIndex SECOND = new ImageIndex(0, 0, 0, 1);

    private final QualityWatch watch = new QualityWatch(.08);

    @Test
    void tellsOnceThatEveryImageIsBelowTheBoundAndNamesTheWorst() {
        assertEquals(Optional.empty(), watch.after(FIRST, .4, .07, 2));
        assertEquals(Optional.empty(), watch.after(SECOND, .4, .09, 2));
        assertEquals(Optional.of(new Sufficiency(.08, .075, SECOND, .6)), watch.after(SECOND, .6, .075, 2));
        assertEquals(Optional.empty(), watch.after(FIRST, .6, .05, 2));
    }

    @Test
    void theNewestPictureOfAnImageCountsEvenWhereItIsWorse() {
        watch.after(FIRST, .4, .07, 2);
        watch.after(FIRST, .5, .1, 2);
        assertEquals(Optional.empty(), watch.after(SECOND, .5, .05, 2));
    }

    @Test
    void aPictureOfFewerLinesThatComesLateCountsNot() {
        watch.after(FIRST, .6, .07, 2);
        watch.after(FIRST, .4, .1, 2);
        assertEquals(Optional.of(new Sufficiency(.08, .07, FIRST, .6)), watch.after(SECOND, .5, .05, 2));
    }

    @Test
    void saysNothingWhereNobodyAsked() {
        assertEquals(Optional.empty(), new QualityWatch(0).after(FIRST, 1, 0, 1));
    }
}
