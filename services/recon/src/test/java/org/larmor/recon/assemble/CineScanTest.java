package org.larmor.recon.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.assembly.MemoryBound;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.recon.TestScan;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.flow.Step;

/** When the frames of a cine are made, and of which others. */
class CineScanTest {
    private static final int PHASES = 11;

    private final List<ReconJob> jobs = new ArrayList<>();

    @Test
    void aFramesFirstPicturesAreMadeWhenItsLastLineIsInOfTheFramesBefore() {
        TestScan scan = new TestScan("s", PHASES, 4, 1).cine();
        send(Method.COARSE_TO_FINE, scan, scan.readouts());
        List<ReconJob> complete = jobs.stream()
                .filter(job -> !job.whole() && job.image().complete())
                .toList();
        assertEquals(PHASES, complete.size());
        for (int phase = 0; phase < PHASES; phase++) {
            ReconJob job = complete.get(phase);
            assertEquals(phase, job.index().phase());
            assertEquals(List.of(Step.ZERO_FILLED, Step.SENSE, Step.COARSE), job.steps());
            assertEquals(
                    IntStream.rangeClosed(Math.max(0, phase - 7), phase).boxed().toList(), phases(job));
        }
    }

    @Test
    void thePreviewOfAHalfMeasuredFrameUsesNoneThatFollows() {
        TestScan scan = new TestScan("s", 3, 4, 1).cine();
        send(Method.COARSE_TO_FINE, scan, scan.readouts());
        List<ReconJob> partial =
                jobs.stream().filter(job -> !job.image().complete()).toList();
        assertTrue(partial.size() >= 3, "a preview of each frame");
        partial.forEach(job -> assertEquals(
                IntStream.rangeClosed(0, job.index().phase()).boxed().toList(), phases(job)));
    }

    @Test
    void theLastPicturesAreMadeOfEveryFrameOnceTheSliceHasAll() {
        TestScan scan = new TestScan("s", PHASES, 4, 1).cine();
        List<Readout> readouts = scan.readouts();
        send(Method.COARSE_TO_FINE, scan, readouts.subList(0, readouts.size() - 1));
        assertEquals(List.of(), jobs.stream().filter(ReconJob::whole).toList());
        jobs.clear();
        send(Method.COARSE_TO_FINE, scan, readouts);
        List<ReconJob> whole = jobs.stream().filter(ReconJob::whole).toList();
        assertEquals(PHASES, whole.size());
        for (ReconJob job : whole) {
            assertEquals(List.of(Step.COARSE, Step.REFINED), job.steps());
            assertEquals(IntStream.range(0, PHASES).boxed().toList(), phases(job));
        }
    }

    @Test
    void anEndBeforeTheLastPhaseLeavesNoFrameWithoutItsLastPicture() {
        TestScan scan = new TestScan("s", 3, 4, 1).cine();
        List<Readout> readouts = scan.readouts();
        ScanAssemblies assemblies = send(Method.LOW_RANK_SPARSE, scan, readouts.subList(0, 2 * readouts.size() / 3));
        collect(assemblies.accept(arrival(new ScanEvent.Ended("s", scan.readoutCount()))));
        List<ReconJob> whole = jobs.stream().filter(ReconJob::whole).toList();
        assertEquals(2, whole.size());
        whole.forEach(job -> assertEquals(List.of(0, 1), phases(job)));
    }

    @Test
    void framesWithEveryLineAndMethodsThatUseNoOthersGoOnByThemselves() {
        for (TestScan scan : List.of(new TestScan("s", 3, 1, 1).cine(), new TestScan("s", 3, 4, 1).cine())) {
            jobs.clear();
            boolean every = scan.header().acceleration() == 1;
            send(every ? Method.COARSE_TO_FINE : Method.SENSE, scan, scan.readouts());
            List<ReconJob> whole = jobs.stream().filter(ReconJob::whole).toList();
            assertEquals(3, whole.size());
            jobs.forEach(job -> assertEquals(List.of(job.image()), job.frames()));
            assertEquals(Step.ZERO_FILLED, whole.getFirst().step());
        }
    }

    @Test
    void noMoreFramesAreHeldThanAllowed() {
        TestScan scan = new TestScan("s", 3, 4, 1).cine();
        send(Method.COARSE_TO_FINE, scan, scan.readouts());
        AssembledImage image = jobs.getLast().image();
        CineSlices slices =
                new CineSlices(3, MemoryBound.of("a scan", 4L * image.kspace().data().length + 1));
        assertTrue(slices.takes(image));
        assertEquals(List.of(), slices.add(image));
        assertTrue(!slices.takes(image));
        assertEquals(List.of(List.of(image)), slices.rest());
        assertTrue(slices.takes(image));
    }

    private static List<Integer> phases(ReconJob job) {
        return job.frames().stream().map(frame -> frame.index().phase()).toList();
    }

    private ScanAssemblies send(Method method, TestScan scan, List<Readout> readouts) {
        var settings = new AssembleSettings(1000, 2, 1 << 20, 1 << 30, 100, 8, 3);
        var assemblies = new ScanAssemblies(settings, StageSettings.DEFAULT, new ScanOptions(method, "", 0, 0, 1), 16);
        collect(assemblies.accept(arrival(scan.started())));
        readouts.forEach(
                readout -> collect(assemblies.accept(arrival(new ScanEvent.ReadoutArrived(scan.scanId(), readout)))));
        return assemblies;
    }

    private static Arrival arrival(ScanEvent event) {
        return new Arrival.Event(event, new Position("t", 0, 0), new byte[20], 1);
    }

    private void collect(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Job job) {
                jobs.add(job.job());
            }
        }
    }
}
