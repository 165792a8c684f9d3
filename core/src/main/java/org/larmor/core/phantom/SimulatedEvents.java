package org.larmor.core.phantom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.ImageIndex;
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
    private static final float SLICE_STEP_MM = 8;

    private final SimulationSettings settings;
    private final ScanHeader header;
    private final List<AcquisitionPlan.Step> plan;
    private final SimulatedImages images;
    private final SplittableRandom random;
    private final Deque<ScanEvent> waiting = new ArrayDeque<>();
    private int next;
    private long beat = -1;
    private boolean ended;

    SimulatedEvents(
            SimulationSettings settings, ScanHeader header, List<AcquisitionPlan.Step> plan, SimulatedImages images) {
        this.settings = settings;
        this.header = header;
        this.plan = plan;
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
        if (next == plan.size()) {
            ended = true;
            waiting.add(new ScanEvent.Ended(header.scanId(), plan.size()));
            return;
        }
        heartbeat();
        waiting.add(new ScanEvent.ReadoutArrived(header.scanId(), readout(plan.get(next))));
        next++;
    }

    /** At the first readout of a heartbeat its electrocardiogram comes first. */
    private void heartbeat() {
        long now = (long) (next * settings.repetitionTimeMillis() / AcquisitionPlan.BEAT_MILLIS);
        if (settings.phases() > 1 && now > beat) {
            beat = now;
            waiting.add(new ScanEvent.WaveformArrived(header.scanId(), Electrocardiogram.beat(ticks(next))));
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
                new Timestamps(ticks(next), trigger(step)),
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
            images.kspace(new ImageIndex(0, 0, step.phase(), step.slice())).addLine(step.row(), line);
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
        flags |= next == plan.size() - 1 ? ReadoutFlag.LAST_IN_MEASUREMENT.mask() : 0;
        boolean calibration =
                settings.mask() != MaskKind.FULL && Masks.isCalibration(step.row(), settings.rows(), settings.acs());
        return calibration ? flags | ReadoutFlag.PARALLEL_CALIBRATION_AND_IMAGING.mask() : flags;
    }

    private Placement placement(int slice) {
        float z = SLICE_STEP_MM * (slice - (settings.slices() - 1) / 2f);
        Placement axial = Placement.AXIAL;
        return new Placement(new Vector3(0, 0, z), axial.read(), axial.phase(), axial.slice());
    }

    private long ticks(int readout) {
        return 1_000_000 + (long) (readout * settings.repetitionTimeMillis() / TICK_MILLIS);
    }

    private long trigger(AcquisitionPlan.Step step) {
        return (long) (step.phase() * AcquisitionPlan.BEAT_MILLIS / settings.phases() / TICK_MILLIS);
    }
}
