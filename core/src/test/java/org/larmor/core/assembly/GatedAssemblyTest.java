package org.larmor.core.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.gating.GatingReport;
import org.larmor.core.gating.GatingSettings;
import org.larmor.core.gating.GatingSettings.Source;
import org.larmor.core.metrics.Score;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.CardiacMode;
import org.larmor.core.phantom.CardiacSettings;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;

/** Free-running simulated hearts through the assembler. */
class GatedAssemblyTest {
    private static final int PHASES = 12;

    private final List<Acceptance> answers = new ArrayList<>();

    private static SimulatedScan scan(CardiacSettings heart, int slices, double noise, long seed) {
        return new SimulatedScan(new SimulationSettings(
                "s",
                Anatomy.heart(),
                48,
                48,
                slices,
                PHASES,
                2,
                1,
                MaskKind.FULL,
                1,
                0,
                AcquisitionOrder.LINEAR,
                noise,
                0,
                4,
                300,
                heart,
                seed));
    }

    private static CardiacSettings heart(double rate, double ectopic, int beats, boolean ecg, boolean triggers) {
        return new CardiacSettings(CardiacMode.RETROSPECTIVE, rate, .04, ectopic, beats, ecg, triggers);
    }

    private KSpaceAssembler assemble(SimulatedScan scan, Source source) {
        KSpaceAssembler assembler = new KSpaceAssembler(
                "s", AssemblySettings.DEFAULT, GatingSettings.OFF.with(source).withPhases(PHASES));
        scan.forEach(event -> answers.add(assembler.accept(event)));
        assertTrue(answers.stream().noneMatch(Acceptance.Refused.class::isInstance), answers.toString());
        assertEquals(scan.readouts(), assembler.counts().received());
        assertEquals(0, assembler.counts().missing());
        GatingReport report = assembler.gating().orElseThrow();
        assertEquals(scan.readouts(), report.binned() + report.irregularReadouts() + report.lost());
        return assembler;
    }

    private static RealImage picture(KSpaceAssembler assembler, ImageIndex index) {
        return ZeroFilled.rootSumOfSquares(
                assembler.snapshot(index).orElseThrow().kspace());
    }

    private static double psnr(RealImage truth, RealImage picture) {
        return Score.of(truth, picture).psnr();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "true, true"})
    void eachPhaseShowsTheHeartAsItIsThen(boolean ecg, boolean triggers) {
        for (long seed = 1; seed <= 2; seed++) {
            answers.clear();
            SimulatedScan scan = scan(heart(70, 0, 15, ecg, triggers), 1, 0, seed);
            KSpaceAssembler assembler = assemble(scan, Source.AUTO);

            assertEquals(scan.images(), assembler.images(), "seed " + seed);
            for (ImageIndex index : scan.images()) {
                RealImage picture = picture(assembler, index);
                double right = psnr(scan.truth(index), picture);
                ImageIndex opposite = new ImageIndex(0, 0, (index.phase() + PHASES / 2) % PHASES, 0);
                assertTrue(right > 30, "seed " + seed + ", " + index + ": " + right + " dB");
                assertTrue(right > psnr(scan.truth(opposite), picture), "seed " + seed + ", " + index);
            }
        }
    }

    @Test
    void irregularBeatsAreLeftOutSoThatTheHeartIsSharperThanWithThem() {
        double better = 0;
        for (long seed = 1; seed <= 2; seed++) {
            SimulatedScan scan = scan(heart(70, .15, 40, false, true), 1, 0, seed);
            answers.clear();
            KSpaceAssembler without = assemble(scan, Source.TRIGGER);
            assertTrue(without.gating().orElseThrow().irregular() > 3, without.note());
            KSpaceAssembler with = new KSpaceAssembler(
                    "s", AssemblySettings.DEFAULT, new GatingSettings(Source.TRIGGER, PHASES, .9, 2.5));
            scan.forEach(with::accept);
            for (ImageIndex index : scan.images()) {
                better += psnr(scan.truth(index), picture(without, index))
                        - psnr(scan.truth(index), picture(with, index));
            }
            assertTrue(without.snapshot(ImageIndex.FIRST).orElseThrow().remark().contains("irregular beats set aside"));
        }
        assertTrue(better / 2 / PHASES > 1, "mean gain " + better / 2 / PHASES + " dB");
    }

    @Test
    void aSliceIsWholeWhenTheNextOneIsUnderWay() {
        SimulatedScan scan = scan(heart(70, 0, 20, true, true), 2, 0, 3);
        assemble(scan, Source.AUTO);
        TreeSet<ImageIndex> before = new TreeSet<>();
        answers.forEach(answer -> before.addAll(answer instanceof Acceptance.Gated g ? g.completed() : List.of()));
        Acceptance.Closed closed = assertInstanceOf(Acceptance.Closed.class, answers.get(answers.size() - 1));
        assertEquals(PHASES, before.size());
        assertTrue(before.stream().allMatch(index -> index.slice() == 0), before.toString());
        assertEquals(PHASES, closed.completed().size());
        assertTrue(closed.completed().stream().allMatch(index -> index.slice() == 1));
    }

    @Test
    void aScanThatCannotBeGatedIsOnePicture() {
        SimulatedScan scan = scan(heart(70, 0, 10, false, false), 1, 0, 3);
        KSpaceAssembler assembler = assemble(scan, Source.AUTO);
        assertEquals(new TreeSet<>(List.of(ImageIndex.FIRST)), assembler.images());
        assertEquals(1, assembler.expectedImages());
        AssembledImage image = assembler.snapshot(ImageIndex.FIRST).orElseThrow();
        assertEquals(1, image.share());
        assertTrue(image.remark().startsWith("not gated, all readouts are in one phase: no readout"), image.remark());
    }

    @Test
    void linesThatNoBeatGaveAPhaseAreMissingFromItsMaskOnly() {
        SimulatedScan scan = scan(heart(70, 0, 2, false, true), 1, 0, 3);
        KSpaceAssembler assembler = assemble(scan, Source.TRIGGER);
        int segment = (int) (60_000 / 70.0 / PHASES / 4);
        for (ImageIndex index : scan.images()) {
            byte[] mask =
                    assembler.snapshot(index).orElseThrow().kspace().mask().data();
            int lines = 0;
            for (int row = 0; row < 48; row++) {
                lines += mask[48 * row];
            }
            assertTrue(lines > 0 && lines <= 2 * segment, index + ": " + lines);
        }
    }

    @Test
    void aSecondHeaderOfTheSameScanIsADuplicate() {
        SimulatedScan scan = scan(heart(70, 0, 2, false, true), 1, 0, 3);
        KSpaceAssembler assembler =
                new KSpaceAssembler("s", AssemblySettings.DEFAULT, GatingSettings.OFF.with(Source.AUTO));
        ScanEvent started = new ScanEvent.Started(scan.header());
        assertInstanceOf(Acceptance.Opened.class, assembler.accept(started));
        assertInstanceOf(Acceptance.Duplicate.class, assembler.accept(started));
    }

    @Test
    void morePhasesThanThereIsMemoryForAreRefused() {
        SimulatedScan scan = scan(heart(70, 0, 2, false, true), 1, 0, 3);
        KSpaceAssembler assembler = new KSpaceAssembler(
                "s",
                new AssemblySettings(8, 1 << 20, 400_000),
                GatingSettings.OFF.with(Source.AUTO).withPhases(PHASES));
        Acceptance.Refused refused =
                assertInstanceOf(Acceptance.Refused.class, assembler.accept(new ScanEvent.Started(scan.header())));
        assertEquals("gating into 12 phases of 2 coils x 48 x 48 needs more than the memory allowed", refused.reason());
    }
}
