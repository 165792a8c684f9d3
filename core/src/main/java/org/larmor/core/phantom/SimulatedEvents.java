package org.larmor.core.phantom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.Readout.Timestamps;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Vector3;

/** Goes through a simulated scan once, adding noise from the seed as it goes. */
final class SimulatedEvents implements Iterator<ScanEvent> {
    private static final double TICK_MILLIS = 2.5;
    private static final long FIRST_TICK = 1_000_000;
    private static final float SLICE_STEP_MM = 8;
    private static final double PIECE_MILLIS = 100;
    private static final double ECG_NOISE_MICROVOLTS = 20;

    private final SimulationSettings settings;
    private final ScanHeader header;
    private final AcquisitionPlan plan;
    private final List<AcquisitionPlan.Step> steps;
    private final SimulatedImages images;
    private final SplittableRandom random;
    private final Deque<ScanEvent> waiting = new ArrayDeque<>();
    private int next;
    private final Electrocardiogram electrocardiogram;
    private long pieces;
    private boolean ended;

    SimulatedEvents(SimulationSettings settings, ScanHeader header, AcquisitionPlan plan, SimulatedImages images) {
        this.settings = settings;
        this.header = header;
        this.plan = plan;
        this.steps = plan.steps();
        this.electrocardiogram = new Electrocardiogram(plan.rhythm(), ECG_NOISE_MICROVOLTS, settings.seed());
        this.images = images;
        this.random = new SplittableRandom(settings.seed());
        waiting.add(new ScanEvent.Started(header));
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty() || !ended;
    }

    @Override
    public ScanEvent next() {
        if (waiting.isEmpty()) {
            advance();
        }
        return waiting.remove();
    }

    private void advance() {
        if (ended) {
            throw new NoSuchElementException("the scan has ended");
        }
        if (next == steps.size()) {
            ended = true;
            waiting.add(new ScanEvent.Ended(header.scanId(), steps.size()));
            return;
        }
        AcquisitionPlan.Step step = steps.get(next);
        waiting.add(new ScanEvent.ReadoutArrived(header.scanId(), readout(step)));
        next++;
        if (settings.phases() > 1 && settings.cardiac().ecg()) {
            electrocardiogram(next == steps.size() ? step.millis() + PIECE_MILLIS : step.millis());
        }
    }

    /** All pieces of the electrocardiogram that have been measured by now. */
    private void electrocardiogram(double now) {
        for (; (pieces + 1) * PIECE_MILLIS <= now; pieces++) {
            double start = pieces * PIECE_MILLIS;
            waiting.add(
                    new ScanEvent.WaveformArrived(header.scanId(), electrocardiogram.piece(ticks(start), start, (int)
                            (PIECE_MILLIS / Electrocardiogram.SAMPLE_MILLIS))));
        }
    }

    private Readout readout(AcquisitionPlan.Step step) {
        int samples = images.samples();
        return new Readout(
                next,
                flags(step),
                new EncodingCounters(Math.max(0, step.row()), 0, 0, step.slice(), 0, step.phase(), 0, 0, 0),
                new SampleWindow(samples, samples / 2, 0, 0),
                placement(step.slice()),
                new Timestamps(ticks(step.millis()), trigger(step)),
                settings.coils(),
                samples(step));
    }

    private float[] samples(AcquisitionPlan.Step step) {
        int samples = images.samples();
        float[] line = new float[2 * settings.coils() * samples];
        for (int i = 0; i < line.length; i++) {
            line[i] = (float) (settings.noise() * random.nextGaussian());
        }
        if (!step.isNoise()) {
            images.kspace(step.slice(), step.moment()).addLine(step.row(), line);
        }
        images.coils().couple(line, samples);
        return line;
    }

    private long flags(AcquisitionPlan.Step step) {
        if (step.isNoise()) {
            return ReadoutFlag.NOISE_MEASUREMENT.mask();
        }
        long flags = step.first() ? ReadoutFlag.FIRST_IN_SLICE.mask() : 0;
        flags |= step.last() ? ReadoutFlag.LAST_IN_SLICE.mask() : 0;
        flags |= next == steps.size() - 1 ? ReadoutFlag.LAST_IN_MEASUREMENT.mask() : 0;
        boolean calibration =
                settings.mask() != MaskKind.FULL && Masks.isCalibration(step.row(), settings.rows(), settings.acs());
        return calibration ? flags | ReadoutFlag.PARALLEL_CALIBRATION_AND_IMAGING.mask() : flags;
    }

    private Placement placement(int slice) {
        float z = SLICE_STEP_MM * (slice - (settings.slices() - 1) / 2f);
        Placement axial = Placement.AXIAL;
        return new Placement(new Vector3(0, 0, z), axial.read(), axial.phase(), axial.slice());
    }

    private static long ticks(double millis) {
        return FIRST_TICK + (long) (millis / TICK_MILLIS);
    }

    /** In whole ticks, as the scanner's clock tells both. */
    private long trigger(AcquisitionPlan.Step step) {
        if (settings.phases() == 1 || step.isNoise() || !settings.cardiac().triggers()) {
            return 0;
        }
        return (long) ((step.millis() - plan.rhythm().at(step.millis()).start()) / TICK_MILLIS);
    }
}
