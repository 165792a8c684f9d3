package org.larmor.load.scale;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Vector3;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.recon.assemble.AssembleSettings;
import org.larmor.recon.assemble.StageSettings;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.flow.Step;

/**
 * So many scanners and workers for a while on a simulated clock. Each scan lies on a partition that its name's hash chooses, and so on any
 * of the workers.
 */
final class ScaleRun {
    private static final ScanHeader HEADER =
            new SimulatedScan(SimulationSettings.brain("scale", 1)).header().withUserParameters(List.of());
    private static final KSpace NOTHING = new KSpace(1, SamplingMask.ofLines(new boolean[1], 1), new float[2]);
    private static final double CENTRE = 0.45;

    private final SimulatedTime time = new SimulatedTime();
    private final ScaleSettings settings;
    private final List<ModelledWorker> workers;
    private final Random random;
    private final Map<AssembledImage, Double> due = new IdentityHashMap<>();
    private final Histogram previews = new Histogram(3_600_000_000L, 3);
    private final Histogram finals = new Histogram(3_600_000_000L, 3);
    private final List<Set<Long>> open = new ArrayList<>();
    private int mostOpen;
    private long scans;
    private long wanted;
    private long late;
    private long mayBeLate;

    private ScaleRun(ScaleSettings settings, int workers, long seed) {
        this.settings = settings;
        this.random = new Random(seed);
        this.workers = IntStream.range(0, workers)
                .mapToObj(i -> new ModelledWorker(time, settings.times(), this::made))
                .toList();
        this.workers.forEach(worker -> open.add(new HashSet<>()));
    }

    /**
     * What came of a run, milliseconds.
     *
     * @param enough whether 99 of 100 last pictures came in time, and no scan was refused; a run ends when that is lost
     * @param mostOpen the most scans that one worker had open at a time
     * @param busiest part of the busiest worker
     */
    record Outcome(double preview, double last, boolean enough, int mostOpen, ModelledWorker.Load busiest) {}

    static Outcome of(ScaleSettings settings, int scanners, int workers, long seed) {
        return new ScaleRun(settings, workers, seed).run(scanners);
    }

    private Outcome run(int scanners) {
        double scan = settings.slices() * settings.sliceSeconds() + settings.pauseSeconds();
        mayBeLate = (long) (0.01 * scanners * settings.slices() * settings.seconds() / scan);
        for (int scanner = 0; scanner < scanners; scanner++) {
            time.at(random.nextDouble() * scan, this::scan);
        }
        time.run(2 * settings.seconds());
        ModelledWorker.Load busiest = workers.stream()
                .map(ModelledWorker::load)
                .max(Comparator.comparingDouble(ModelledWorker.Load::share))
                .orElseThrow();
        return new Outcome(
                previews.getValueAtPercentile(99) / 1e3,
                finals.getValueAtPercentile(99) / 1e3,
                late <= mayBeLate && finals.getTotalCount() == wanted,
                mostOpen,
                busiest);
    }

    private void scan() {
        if (time.now() > settings.seconds()) {
            return;
        }
        long order = scans++;
        int worker = random.nextInt(workers.size());
        ScanHeader header = HEADER.withScanId("scan-" + order);
        open.get(worker).add(order);
        mostOpen = Math.max(mostOpen, open.get(worker).size());
        if (mostOpen > AssembleSettings.DEFAULT.openScans()) {
            wanted++;
            time.stop();
            return;
        }
        for (int slice = 0; slice < settings.slices(); slice++) {
            slice(header, order, worker, slice, time.now() + slice * settings.sliceSeconds());
        }
        double end = time.now() + settings.slices() * settings.sliceSeconds();
        time.at(end, () -> open.get(worker).remove(order));
        time.at(end + settings.pauseSeconds(), this::scan);
    }

    /** A slice's readouts in a few parts, each in the middle of its time, and what becomes due, as the service's own settings have it. */
    private void slice(ScanHeader header, long order, int worker, int slice, double begin) {
        List<Double> marks = new ArrayList<>(StageSettings.DEFAULT.zeroFilledShares());
        marks.addAll(StageSettings.DEFAULT.coarseShares());
        marks.addAll(List.of(CENTRE, 1.0));
        double before = 0;
        for (double mark : marks.stream().sorted().distinct().toList()) {
            double bytes = (mark - before) * settings.sliceBytes();
            double middle = begin + (mark + before) / 2 * settings.sliceSeconds();
            before = mark;
            List<Step> steps = steps(mark);
            time.at(middle, () -> workers.get(worker).arrive(bytes, null));
            if (!steps.isEmpty()) {
                time.at(begin + mark * settings.sliceSeconds(), () -> workers.get(worker)
                        .arrive(0, job(header, order, slice, mark, steps)));
            }
        }
    }

    private List<Step> steps(double mark) {
        Method method = settings.method();
        if (mark == 1) {
            return method.steps();
        }
        if (StageSettings.DEFAULT.zeroFilledShares().contains(mark)) {
            return List.of(Step.ZERO_FILLED);
        }
        List<Step> wanted = mark == CENTRE ? List.of(Step.SENSE) : List.of(Step.SENSE, Step.COARSE);
        return method.steps().containsAll(wanted) ? wanted : List.of();
    }

    private ReconJob job(ScanHeader header, long order, int slice, double share, List<Step> steps) {
        AssembledImage image = new AssembledImage(
                new ImageIndex(0, 0, 0, slice),
                NOTHING,
                null,
                share,
                share == 1,
                new Geometry(Placement.AXIAL, Vector3.ZERO),
                HEADER.recon(),
                Vector3.ZERO,
                false,
                "");
        due.put(image, time.now());
        wanted += share == 1 ? 1 : 0;
        return new ReconJob(
                header,
                new ScanOptions(settings.method(), "", 0, 0, 1),
                order,
                image,
                share == 1,
                steps,
                0,
                0,
                new AtomicBoolean());
    }

    private void made(ReconJob job) {
        double since = due.getOrDefault(job.image(), time.now());
        long micros = (long) (1e6 * (time.now() - since + settings.times().way()));
        if (job.step() == Step.ZERO_FILLED && !job.whole()) {
            previews.recordValue(Math.min(micros, previews.getHighestTrackableValue()));
        }
        if (job.steps().size() == 1) {
            due.remove(job.image());
        }
        if (job.isLast()) {
            finals.recordValue(Math.min(micros, finals.getHighestTrackableValue()));
            late += micros > 1e6 * settings.goalSeconds() ? 1 : 0;
            if (late > mayBeLate) {
                time.stop();
            }
        }
    }
}
