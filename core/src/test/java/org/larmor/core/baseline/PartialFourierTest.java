package org.larmor.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.larmor.core.SmallScan;
import org.larmor.core.Vectors;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;

class PartialFourierTest {
    private static final int ROWS = 96;
    private static final int COLUMNS = 80;
    private final SmallScan scan = new SmallScan(6, ROWS, COLUMNS);

    @Test
    void seesTheEndThatWasLeftOut() {
        PartialFourier rows = PartialFourier.find(cut(scan.lines(2, 16), 24, 0)).orElseThrow();
        assertEquals(new PartialFourier.Extent(0, 71), rows.rows());
        assertEquals(22, rows.rowReach());
        PartialFourier echo = PartialFourier.find(cut(scan.everything(), 0, 20)).orElseThrow();
        assertEquals(new PartialFourier.Extent(20, COLUMNS), echo.columns());
        assertEquals(new PartialFourier.Extent(0, ROWS), echo.rows());
        assertEquals(20, echo.columnReach());
    }

    @Test
    void doesNotTakeGapsForAnEnd() {
        assertEquals(Optional.empty(), PartialFourier.find(scan.everything()));
        assertEquals(Optional.empty(), PartialFourier.find(scan.lines(4, 16)));
        for (long seed = 0; seed < 20; seed++) {
            SamplingMask random = Vectors.scatteredLines(ROWS, COLUMNS, 0.15, seed);
            assertEquals(Optional.empty(), PartialFourier.find(random), "seed " + seed);
        }
        assertEquals(Optional.empty(), PartialFourier.find(Vectors.scattered(ROWS, COLUMNS, 0, 1)));
    }

    @Test
    void fillsTheMissingEndAndKeepsWhatWasMeasured() {
        KSpace partial = scan.measure(cut(scan.everything(), 30, 0));
        KSpace filled = PartialFourier.find(partial.mask()).orElseThrow().fill(partial, 15);
        for (int i = 0; i < partial.data().length; i++) {
            if (partial.mask().data()[(i / 2) % (ROWS * COLUMNS)] != 0) {
                assertEquals(partial.data()[i], filled.data()[i]);
            }
        }
        assertEquals(1, filled.mask().share());
        double before = error(ZeroFilled.rootSumOfSquares(partial).data());
        double after = error(ZeroFilled.rootSumOfSquares(filled).data());
        assertTrue(after < 0.6 * before, "zero-filled " + before + ", filled " + after);
    }

    @Test
    void letsTheSolversFillTheMissingEndThroughThePhase() {
        KSpace rows = scan.measure(cut(scan.lines(2, 20), 24, 0), 0.005, 1);
        KSpace echo = scan.measure(cut(scan.lines(2, 20), 0, 20), 0.005, 2);
        for (KSpace kspace : new KSpace[] {rows, echo}) {
            double plain = error(withoutPhase(kspace));
            double sense = error(new CgSense(CgSense.Settings.DEFAULT)
                    .reconstruct(kspace, scan.maps())
                    .magnitude()
                    .data());
            double l1 = error(new L1Wavelet(L1Wavelet.Settings.DEFAULT)
                    .reconstruct(kspace, scan.maps())
                    .magnitude()
                    .data());
            assertTrue(sense < 0.85 * plain, "CG-SENSE " + sense + ", without the phase " + plain);
            assertTrue(l1 < 0.85 * plain, "l1-wavelet " + l1 + ", without the phase " + plain);
        }
    }

    /** CG-SENSE on a mask that hides the missing end from {@link PartialFourier#find}: what no phase constraint gives. */
    private float[] withoutPhase(KSpace kspace) {
        var encoding = new org.larmor.core.coils.EncodingOperator(kspace.mask(), scan.maps());
        float[] x = new float[2 * ROWS * COLUMNS];
        new org.larmor.core.numerics.ConjugateGradient(
                        ROWS * COLUMNS, new org.larmor.core.numerics.ConjugateGradient.Settings(0.005, 30, 1e-4))
                .solve(encoding::normal, encoding.adjoint(kspace).data(), x);
        return new org.larmor.core.domain.ComplexImage(ROWS, COLUMNS, x)
                .magnitude()
                .data();
    }

    private double error(float[] magnitude) {
        return Vectors.relativeError(magnitude, scan.truth().magnitude().data());
    }

    /** The mask without its last rows and first columns. */
    private static SamplingMask cut(SamplingMask mask, int lastRows, int firstColumns) {
        byte[] sampled = mask.data().clone();
        for (int i = 0; i < sampled.length; i++) {
            if (i / COLUMNS >= ROWS - lastRows || i % COLUMNS < firstColumns) {
                sampled[i] = 0;
            }
        }
        return new SamplingMask(ROWS, COLUMNS, sampled);
    }
}
