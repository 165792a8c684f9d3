package org.larmor.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.larmor.core.SmallScan;
import org.larmor.core.coils.Espirit;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.metrics.Score;

class FoldOverTest {
    private static final int ROWS = 66;
    private static final int COLUMNS = 64;

    private final SmallScan scan = new SmallScan(8, 96, COLUMNS);
    private final SamplingMask everything = SmallScan.lines(ROWS, COLUMNS, 1, 0);
    private final KSpace full = SmallScan.measured(scan.folded(ROWS), everything);
    private final KSpace kspace = SmallScan.measured(scan.folded(ROWS), SmallScan.lines(ROWS, COLUMNS, 2, 24));
    private final Espirit.Sets sets = Espirit.sets(kspace, Espirit.Settings.UNCROPPED);
    private final FoldOver foldOver =
            FoldOver.of(kspace, sets.maps(), Objects.requireNonNull(sets.folded()), CgSense.Settings.DEFAULT);

    @Test
    void leavesSamplesOfWhichOneSetOfMapsMakesThePicture() {
        CgSense sense = new CgSense(CgSense.Settings.DEFAULT);
        RealImage truth = ZeroFilled.rootSumOfSquares(full);
        RealImage plain = sense.reconstruct(kspace, sets.maps()).magnitude();
        ComplexImage first = sense.reconstruct(foldOver.removedFrom(kspace), sets.maps());
        double before = Score.of(truth, plain).nrmse();
        double after = Score.of(truth, foldOver.addedTo(first.magnitude())).nrmse();
        assertTrue(after < 0.5 * before && after < 0.05, "error with one set " + before + ", with two " + after);
    }

    @Test
    void givesBackItsSamplesWhereTheyWereTaken() {
        KSpace rest = foldOver.removedFrom(kspace);
        float[] sum = foldOver.samples(kspace.mask()).data();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += rest.data()[i];
        }
        assertArrayEquals(kspace.data(), sum, 1e-5f);
    }

    /** Of a scan with every sample measured, the expected magnitude is its root sum of squares, whatever was taken from it. */
    @Test
    void isInTheMagnitudeOfAFullScan() {
        FoldOver whole =
                FoldOver.of(full, sets.maps(), Objects.requireNonNull(sets.folded()), CgSense.Settings.DEFAULT);
        ComplexImage none = ComplexImage.zeros(ROWS, COLUMNS);
        RealImage shown = ExpectedMagnitude.given(whole.removedFrom(full), none, sets.maps(), whole, 8, 0.01);
        assertArrayEquals(ZeroFilled.rootSumOfSquares(full).data(), shown.data(), 1e-4f);
    }

    /** Maps of two sets are orthogonal in each pixel, so squares of the two pictures add up. */
    @Test
    void addsItsSquaresToThePictures() {
        ComplexImage picture =
                new CgSense(CgSense.Settings.DEFAULT).reconstruct(foldOver.removedFrom(kspace), sets.maps());
        SamplingMask nowhere = SamplingMask.ofLines(new boolean[ROWS], COLUMNS);
        KSpace none = new KSpace(8, nowhere, new float[kspace.data().length]);
        RealImage ofCoils = ExpectedMagnitude.given(none, picture, sets.maps(), foldOver, 8, 0);
        RealImage shown = foldOver.addedTo(picture.magnitude());
        double error = Score.of(ofCoils, shown).nrmse();
        assertTrue(error < 1e-3, "the two differ by " + error);
    }
}
