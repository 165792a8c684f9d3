package org.larmor.core.assembly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ScanEvent;

class KSpaceAssemblerTest {
    private static final int COILS = 3;
    private static final int ROWS = 6;
    private static final int COLUMNS = 8;

    private final KSpaceAssembler assembler = Scans.open(Scans.simple(COLUMNS, ROWS, COILS));

    private static Readout line(long sequence, int line, Random random, ReadoutFlag... flags) {
        return Scans.readout(sequence, Scans.at(line, 0, 0), COILS, Scans.gaussian(random, 2 * COILS * COLUMNS), flags);
    }

    private static List<Readout> wholeImage(Random random) {
        List<Readout> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            lines.add(line(row, row, random));
        }
        return lines;
    }

    private AssembledImage snapshot() {
        return assembler.snapshot(ImageIndex.FIRST).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void linesInAnyOrderGiveTheKSpaceThatWasMeasured(long seed) {
        Random random = new Random(seed);
        List<Readout> lines = wholeImage(random);
        List<Readout> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, random);

        shuffled.forEach(readout -> assembler.accept(Scans.event(readout)));

        float[] data = snapshot().kspace().data();
        for (int coil = 0; coil < COILS; coil++) {
            for (int row = 0; row < ROWS; row++) {
                for (int i = 0; i < 2 * COLUMNS; i++) {
                    assertEquals(
                            lines.get(row).samples()[2 * coil * COLUMNS + i],
                            data[2 * (coil * ROWS + row) * COLUMNS + i],
                            "seed " + seed);
                }
            }
        }
        assertTrue(snapshot().complete());
        assertEquals(1, snapshot().share());
    }

    @Test
    void aSnapshotDoesNotChangeWhenMoreArrives() {
        Random random = new Random(1);
        assembler.accept(Scans.event(line(0, 1, random)));
        AssembledImage before = snapshot();
        float[] copy = before.kspace().data().clone();

        assembler.accept(Scans.event(line(1, 2, random)));

        assertArrayEquals(copy, before.kspace().data());
        assertEquals(1.0 / ROWS, before.share(), 1e-12);
        assertFalse(before.kspace().mask().isSampled(2, 0));
        assertTrue(snapshot().kspace().mask().isSampled(2, 0));
    }

    @Test
    void dropsAReadoutOfANumberThatWasThere() {
        Random random = new Random(1);
        assembler.accept(Scans.event(line(4, 1, random)));

        assertEquals(new Acceptance.Duplicate(4), assembler.accept(Scans.event(line(4, 2, random))));
        assertEquals(1, assembler.counts().duplicate());
        assertFalse(snapshot().kspace().mask().isSampled(2, 0));
    }

    @Test
    void dropsALineThatIsSentAgainUnderAnotherNumber() {
        Random random = new Random(1);
        assembler.accept(Scans.event(line(0, 1, random)));
        float[] before = snapshot().kspace().data();

        assertInstanceOf(Acceptance.Duplicate.class, assembler.accept(Scans.event(line(1, 1, random))));
        assertArrayEquals(before, snapshot().kspace().data());
    }

    @Test
    void averagesAreAveraged() {
        KSpaceAssembler two = Scans.open(Scans.header(2, 2, 2, Scans.limits(Scans.upTo(2), 2, 1), 1));
        two.accept(Scans.event(Scans.readout(0, Scans.at(0, 0, 0), 1, new float[] {1, 2, 3, 4})));
        two.accept(Scans.event(Scans.readout(1, Scans.at(0, 1, 0), 1, new float[] {3, 6, 9, 12})));
        two.accept(Scans.event(Scans.readout(2, Scans.at(1, 1, 0), 1, new float[] {5, 6, 7, 8})));

        AssembledImage image = two.snapshot(ImageIndex.FIRST).orElseThrow();

        assertArrayEquals(new float[] {2, 4, 6, 8, 5, 6, 7, 8}, image.kspace().data());
        assertEquals(0.75, image.share());
    }

    @Test
    void theLastLineCompletesAnImageOnlyWhenNothingBeforeItIsMissing() {
        Random random = new Random(1);
        assembler.accept(Scans.event(line(0, 1, random)));
        Acceptance last = assembler.accept(Scans.event(line(2, 3, random, ReadoutFlag.LAST_IN_SLICE)));
        assertEquals(new Acceptance.Taken(2, ImageIndex.FIRST, List.of()), last);
        assertEquals(1, assembler.counts().missing());

        Acceptance late = assembler.accept(Scans.event(line(1, 2, random)));

        assertEquals(new Acceptance.Taken(1, ImageIndex.FIRST, List.of(ImageIndex.FIRST)), late);
        assertEquals(0, assembler.counts().missing());
    }

    @Test
    void theEndCompletesWhatIsThereAndTellsWhatIsMissing() {
        Random random = new Random(1);
        assembler.accept(Scans.event(line(0, 1, random)));
        assembler.accept(Scans.event(line(3, 3, random)));

        Acceptance end = assembler.accept(new ScanEvent.Ended(Scans.ID, 6));

        assertEquals(new Acceptance.Closed(4, List.of(ImageIndex.FIRST)), end);
        assertEquals(4, assembler.counts().missing());
        assertTrue(snapshot().complete());
        assertInstanceOf(Acceptance.Refused.class, assembler.accept(Scans.event(line(1, 2, random))));
    }

    @Test
    void slicesHaveGridsOfTheirOwnWhichAreReleasedOneByOne() {
        KSpaceAssembler slices = Scans.open(Scans.header(2, 2, 2, Scans.limits(Scans.upTo(2), 1, 2), 1));
        slices.accept(Scans.event(Scans.readout(0, Scans.at(0, 0, 0), 1, new float[] {1, 1, 1, 1})));
        slices.accept(Scans.event(Scans.readout(1, Scans.at(0, 0, 1), 1, new float[] {2, 2, 2, 2})));
        long held = slices.bytesHeld();
        assertEquals(2, slices.expectedImages());

        slices.release(ImageIndex.FIRST);

        assertEquals(held / 2, slices.bytesHeld());
        assertTrue(slices.snapshot(ImageIndex.FIRST).isEmpty());
        assertEquals(1, slices.images().size());
        Acceptance late = slices.accept(Scans.event(Scans.readout(2, Scans.at(1, 0, 0), 1, new float[4])));
        assertInstanceOf(Acceptance.SetAside.class, late);
    }

    @Test
    void navigatorsAndTheLikeAreNoLinesOfAPicture() {
        Random random = new Random(1);
        assembler.accept(Scans.event(line(0, 0, random, ReadoutFlag.NAVIGATION_DATA)));
        assembler.accept(Scans.event(line(1, 0, random, ReadoutFlag.PHASE_CORRECTION_DATA)));
        assembler.accept(Scans.event(line(2, 0, random, ReadoutFlag.DUMMY_SCAN_DATA)));
        assembler.accept(Scans.event(line(3, 0, random, ReadoutFlag.RT_FEEDBACK_DATA)));

        assertTrue(assembler.images().isEmpty());
        assertEquals(4, assembler.counts().received());
    }

    @Test
    void calibrationOnlyLinesGoToAGridOfTheirOwnWithTheCalibrationLinesOfThePicture() {
        Random random = new Random(1);
        assembler.accept(Scans.event(line(0, 3, random, ReadoutFlag.PARALLEL_CALIBRATION)));
        assembler.accept(Scans.event(line(1, 4, random, ReadoutFlag.PARALLEL_CALIBRATION_AND_IMAGING)));
        assembler.accept(Scans.event(line(2, 5, random)));

        AssembledImage image = snapshot();
        KSpace calibration = Objects.requireNonNull(image.calibration());

        assertEquals("...ac.", rows(calibration, image.kspace()));
        assertEquals("....ca", rows(image.kspace(), calibration));
        int row = 2 * 4 * COLUMNS;
        assertEquals(image.kspace().data()[row], calibration.data()[row]);
    }

    /** For each row: a if only the first holds it, c if both, a dot if the first does not. */
    private static String rows(KSpace first, KSpace second) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            char held = second.mask().isSampled(row, 0) ? 'c' : 'a';
            text.append(first.mask().isSampled(row, 0) ? held : '.');
        }
        return text.toString();
    }

    @Test
    void partialFourierLandsItsCentreOnTheMiddleRow() {
        Limit lines = new Limit(0, 4, 1);
        KSpaceAssembler partial = Scans.open(Scans.header(2, 8, 2, Scans.limits(lines, 1, 1), 1));

        partial.accept(Scans.event(Scans.readout(0, Scans.at(1, 0, 0), 1, new float[] {1, 2, 3, 4})));

        AssembledImage image = partial.snapshot(ImageIndex.FIRST).orElseThrow();
        for (int row = 0; row < 8; row++) {
            assertEquals(row == 4, image.kspace().mask().isSampled(row, 0), "row " + row);
        }
    }

    @Test
    void anExpectedNumberOfReadoutsTellsTheShare() {
        Random random = new Random(1);
        assembler.accept(Scans.event(line(0, 0, random, ReadoutFlag.NOISE_MEASUREMENT)));
        assembler.accept(Scans.event(line(1, 3, random)));
        assembler.accept(Scans.event(line(2, 4, random)));

        assembler.accept(new ScanEvent.Ended(Scans.ID, 5));

        assertEquals(0.5, assembler.share(ImageIndex.FIRST), 1e-12);
    }

    @Test
    void aScanThatEndsEarlyKeepsItsTrueShareAndSaysSo() {
        Random random = new Random(1);
        for (int line = 0; line < ROWS / 2; line++) {
            assembler.accept(Scans.event(line(line, line, random)));
        }

        Acceptance end = assembler.accept(new ScanEvent.Ended(Scans.ID, ROWS / 2, true));

        assertEquals(new Acceptance.Closed(0, List.of(ImageIndex.FIRST)), end);
        AssembledImage image = snapshot();
        assertTrue(image.complete());
        assertEquals(.5, image.share(), 1e-12);
        assertEquals("the scan was ended early, with 50 % of this image's lines", image.remark());
    }

    @Test
    void anImageThatWasWholeBeforeTheScanEndedEarlyIsNotCutShort() {
        Random random = new Random(1);
        assembler.accept(Scans.event(line(0, 1, random)));
        assembler.accept(Scans.event(line(1, 3, random, ReadoutFlag.LAST_IN_SLICE)));

        assembler.accept(new ScanEvent.Ended(Scans.ID, 2, true));

        assertEquals(1, snapshot().share());
        assertEquals("", snapshot().remark());
    }
}
