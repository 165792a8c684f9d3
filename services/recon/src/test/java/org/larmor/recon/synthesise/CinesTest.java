package org.larmor.recon.synthesise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Trajectory;
import org.larmor.core.domain.Vector3;

class CinesTest {
    private static final int SIDE = 64;
    private static final long PICTURE = 4L * SIDE * SIDE;

    @Test
    void theIntervalWithTheLargestChangeIsFirst() {
        Cines cines = new Cines(SynthesisSettings.DEFAULT);
        float[] pool = {5, 4.5f, 1, 4.9f};
        for (int phase : new int[] {0, 1, 2, 3}) {
            cines.offer(phase("a", 0, phase, 4, pool[phase]));
        }

        List<String> order = new ArrayList<>();
        for (Optional<CineJob> job = cines.next(false); job.isPresent(); job = cines.next(false)) {
            CineJob.Between between = job.get().between().orElseThrow();
            order.add(between.source().phase() + "-" + between.target().phase());
        }
        assertEquals(List.of("2-3", "1-2", "0-1", "3-0"), order);
    }

    @Test
    void everyPhaseIsHandedOnOnceWhateverBecomesOfItsFrames() {
        for (long bytes : new long[] {PICTURE, 3 * PICTURE, 1 << 20}) {
            Cines cines = new Cines(new SynthesisSettings(true, 12, "", 0, false, bytes));
            List<Integer> measured = new ArrayList<>();
            for (int phase : new int[] {4, 0, 2, 2, 5, 1, 3}) {
                cines.offer(phase("a", 0, phase, 6, phase));
                assertTrue(cines.bytes() <= bytes + PICTURE, bytes + ": " + cines.bytes());
                for (Optional<CineJob> job = cines.next(false); job.isPresent(); job = cines.next(false)) {
                    job.get().measured().forEach(each -> measured.add(each.phase()));
                }
            }
            assertEquals(List.of(4, 0, 2, 2, 5, 1, 3), measured, "with room for " + bytes);
            assertEquals(0, cines.bytes(), "nothing is kept in the end, with room for " + bytes);
        }
    }

    @Test
    void whoFindsNoRoomSaysSo() {
        Cines cines = new Cines(new SynthesisSettings(true, 12, "", 0, false, PICTURE));
        cines.offer(phase("a", 0, 0, 6, 1));
        cines.offer(phase("a", 0, 3, 6, 2));

        CineJob job = cines.next(true).orElseThrow();
        assertEquals(2, job.measured().size());
        assertTrue(job.between().isEmpty());
        assertTrue(job.cine().fault().contains("MiB of memory"), job.cine().fault());
    }

    @Test
    void phasesOfDifferentSizesAreHandedOnAsTheyAre() {
        Cines cines = new Cines(SynthesisSettings.DEFAULT);
        cines.offer(phase("a", 0, 0, 4, 1));
        cines.offer(phase("a", 0, 2, 4, 5, SIDE / 2));

        CineJob job = cines.next(false).orElseThrow();
        assertEquals(2, job.measured().size());
        assertEquals("phase 2 is of another size than the others", job.cine().fault());
        assertTrue(cines.next(false).isEmpty());
    }

    @Test
    void slicesAndScansTakeTurns() {
        Cines cines = new Cines(SynthesisSettings.DEFAULT);
        for (String scan : List.of("a", "b")) {
            cines.offer(phase(scan, 0, 0, 4, 1));
            cines.offer(phase(scan, 0, 2, 4, 5));
        }
        List<String> turns = new ArrayList<>();
        for (int turn = 0; turn < 4; turn++) {
            turns.add(cines.next(false).orElseThrow().scanId());
        }
        assertEquals(List.of("a", "b", "a", "b"), turns);
        cines.offer(phase("a", 0, 1, 4, 2));
        cines.forget("a");
        assertTrue(cines.next(false).isEmpty());
    }

    @Test
    void whatWaitsForFramesIsNotHandedOnWhileOthersAreMade() {
        Cines cines = new Cines(SynthesisSettings.DEFAULT);
        cines.offer(phase("a", 0, 0, 4, 1));
        assertEquals(1, cines.next(true).orElseThrow().measured().size(), "a first phase has nothing to wait for");
        cines.offer(phase("a", 0, 2, 4, 5));
        assertTrue(cines.next(true).isEmpty());
        assertEquals(1, cines.next(false).orElseThrow().measured().size());
    }

    @Test
    void aScanThatIsNoCineIsNotTaken() {
        assertFalse(new Cines(SynthesisSettings.DEFAULT).offer(phase("a", 0, 0, 1, 1)));
    }

    @Test
    void aHeaderThatCannotBeUnderstoodIsAFaultAndNoMore() {
        for (String[] bad : new String[][] {
            {"larmor.frames", "-1"},
            {"larmor.frames", "1e3"},
            {"larmor.frame_samples", "99999"},
            {"larmor.frame_fields", "perhaps"},
            {"larmor.end_systole", "4"},
            {"larmor.end_diastole", ""}
        }) {
            CineWish wish =
                    CineWish.of(header("a", 4, new UserParameter(bad[0], bad[1])), SynthesisSettings.DEFAULT, 1);
            assertTrue(wish.isCine() && wish.framesPerCycle() == 0);
            assertTrue(wish.fault().startsWith("user parameter " + bad[0] + " '" + bad[1] + "'"), wish.fault());
        }
    }

    private static Measured phase(String scanId, int slice, int phase, int phases, float pool) {
        return phase(scanId, slice, phase, phases, pool, SIDE);
    }

    private static Measured phase(String scanId, int slice, int phase, int phases, float pool, int side) {
        float[] data = new float[side * side];
        Arrays.fill(data, 1);
        Arrays.fill(data, 20 * side, 26 * side, pool);
        ReconImage image = new ReconImage(
                scanId,
                new ImageIndex(0, 0, phase, slice),
                Stage.REFINED,
                1,
                true,
                new Geometry(Readout.Placement.AXIAL, new Vector3(300, 300, 6)),
                new RealImage(side, side, data),
                null,
                1,
                new Provenance("sense", "", "", "", 0, 0, false, 1, .01, 1, "", List.of()),
                new ReconImage.Timing(1, 2, 3));
        return new Measured(header(scanId, phases), 0, 1, image);
    }

    private static ScanHeader header(String scanId, int phases, UserParameter... parameters) {
        EncodedSpace space = new EncodedSpace(SIDE, SIDE, 1, new Vector3(300, 300, 6));
        Limit one = Limit.SINGLE;
        EncodingLimits limits =
                new EncodingLimits(one, one, one, one, one, one, new Limit(0, phases - 1, 0), one, one, one);
        return new ScanHeader(
                scanId,
                "",
                "",
                "",
                "heart",
                space,
                space,
                limits,
                1,
                Trajectory.CARTESIAN,
                1,
                5,
                3,
                0,
                null,
                List.of(parameters));
    }
}
