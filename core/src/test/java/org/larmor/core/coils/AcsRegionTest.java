package org.larmor.core.coils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.larmor.core.Vectors;
import org.larmor.core.domain.SamplingMask;

class AcsRegionTest {
    @Test
    void isTheRunOfWholeLinesAroundTheCentre() {
        boolean[] lines = new boolean[20];
        for (int row : new int[] {0, 4, 8, 9, 10, 11, 12, 13, 16}) {
            lines[row] = true;
        }
        assertEquals(new AcsRegion(8, 6, 0, 7), AcsRegion.find(SamplingMask.ofLines(lines, 7)));
    }

    @Test
    void endsWhereAnAsymmetricEchoBegins() {
        byte[] sampled = new byte[16 * 20];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = (byte) (i % 20 >= 6 && (i / 20 < 12 && i / 20 >= 5) ? 1 : 0);
        }
        assertEquals(new AcsRegion(5, 7, 6, 14), AcsRegion.find(new SamplingMask(16, 20, sampled)));
    }

    @Test
    void isTheFullGridWhenEverythingWasMeasured() {
        assertEquals(new AcsRegion(0, 9, 0, 8), AcsRegion.find(Vectors.scattered(9, 8, 1, 1)));
    }

    @Test
    void isEmptyWhenTheCentreWasNotMeasured() {
        boolean[] lines = new boolean[8];
        lines[3] = true;
        assertTrue(AcsRegion.find(SamplingMask.ofLines(lines, 8)).isEmpty());
    }

    @Test
    void holdsOnlyMeasuredSamplesAndCannotGrow() {
        for (long seed = 0; seed < 30; seed++) {
            SamplingMask mask = Vectors.scattered(12, 13, 0.8, seed);
            AcsRegion block = AcsRegion.find(mask);
            assertTrue(isMeasured(mask, block), "seed " + seed);
            if (!block.isEmpty()) {
                AcsRegion lower =
                        new AcsRegion(block.firstRow(), block.rows() + 1, block.firstColumn(), block.columns());
                AcsRegion wider =
                        new AcsRegion(block.firstRow(), block.rows(), block.firstColumn(), block.columns() + 1);
                assertTrue(!isMeasured(mask, lower) && !isMeasured(mask, wider), "seed " + seed + ": " + block);
            }
        }
    }

    @Test
    void isCutToItsPartNearestTheCentre() {
        SamplingMask grid = Vectors.scattered(40, 40, 1, 1);
        assertEquals(new AcsRegion(8, 24, 17, 6), new AcsRegion(2, 38, 17, 6).limitedTo(24, 24, grid));
        assertEquals(new AcsRegion(18, 22, 0, 40), new AcsRegion(18, 22, 0, 40).limitedTo(24, 99, grid));
        assertEquals(new AcsRegion(18, 10, 8, 24), new AcsRegion(18, 22, 0, 40).limitedTo(10, 24, grid));
    }

    private static boolean isMeasured(SamplingMask mask, AcsRegion block) {
        for (int row = block.firstRow(); row < block.firstRow() + block.rows(); row++) {
            for (int column = block.firstColumn(); column < block.firstColumn() + block.columns(); column++) {
                if (row >= mask.rows() || column >= mask.columns() || !mask.isSampled(row, column)) {
                    return false;
                }
            }
        }
        return true;
    }
}
