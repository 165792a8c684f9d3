package org.larmor.core.phantom;

import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.larmor.core.baseline.ExpectedMagnitude;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.Trajectory;
import org.larmor.core.domain.Vector3;
import org.larmor.core.gating.GatingSettings;

/**
 * A scan of a numerical anatomy: its events in order, and the pictures that a perfect reconstruction would give. The same
 * settings give the same events, however often they are iterated; k-space is computed image by image as it is reached.
 */
public final class SimulatedScan implements Iterable<ScanEvent> {
    private static final float SLICE_MM = 6;

    private final SimulationSettings settings;
    private final AcquisitionPlan plan;
    private final SimulatedImages images;
    private final ScanHeader header;

    public SimulatedScan(SimulationSettings settings) {
        this.settings = settings;
        this.plan = new AcquisitionPlan(settings);
        this.images = new SimulatedImages(settings, plan);
        this.header = header(settings, plan.steps().size());
    }

    public SimulationSettings settings() {
        return settings;
    }

    public ScanHeader header() {
        return header;
    }

    /** Readouts of the whole scan, noise included. */
    public int readouts() {
        return plan.steps().size();
    }

    /** When the heart beats in this scan. */
    public HeartRhythm rhythm() {
        return plan.rhythm();
    }

    /**
     * Where in its cycle the heart is in the true picture of an image, 0 to below 1: of a triggered or gated scan the phase over
     * the phases, of a real-time frame the moment of its middle line.
     */
    public double moment(ImageIndex index) {
        return (double) plan.moment(index) / plan.moments();
    }

    /** All images of the scan, in order; of a retrospective one those that gating gives. */
    public NavigableSet<ImageIndex> images() {
        NavigableSet<ImageIndex> all = new TreeSet<>();
        for (int slice = 0; slice < settings.slices(); slice++) {
            for (int phase = 0; phase < settings.phases(); phase++) {
                all.add(new ImageIndex(0, 0, phase, slice));
            }
        }
        return all;
    }

    /**
     * The true magnitude: root sum of squares over coils of the noise-free scan with every line measured, band-limited as
     * the matrix is. Of the uncoupled coils where there is a noise scan (whitening finds them but for a unitary matrix),
     * of the coupled ones where there is none. May be called from any thread.
     */
    public RealImage truth(ImageIndex index) {
        return images.truth(index);
    }

    /**
     * The magnitude that the fully sampled scan is expected to show, its noise included, in the units of {@link #truth}: what
     * reconstructions are compared with. Where the coils are coupled and no noise scan undoes that, their noise is taken as uncoupled.
     */
    public RealImage expected(ImageIndex index) {
        RealImage truth = truth(index);
        float[] complex = new float[2 * truth.data().length];
        for (int i = 0; i < truth.data().length; i++) {
            complex[2 * i] = truth.data()[i];
        }
        double variance = 2 * settings.noise() * settings.noise();
        return ExpectedMagnitude.of(
                new ComplexImage(truth.rows(), truth.columns(), complex), settings.coils(), variance);
    }

    @Override
    public Iterator<ScanEvent> iterator() {
        return new SimulatedEvents(settings, header, plan, images);
    }

    private static ScanHeader header(SimulationSettings s, int readouts) {
        float mm = (float) s.fieldOfViewMm();
        int samples = s.columns() * s.oversampling();
        return new ScanHeader(
                s.scanId(),
                "",
                "",
                "simulated " + s.anatomy().name(),
                s.anatomy().name(),
                new EncodedSpace(samples, s.rows(), 1, new Vector3(mm * s.oversampling(), mm, SLICE_MM)),
                new EncodedSpace(s.columns(), s.rows(), 1, new Vector3(mm, mm, SLICE_MM)),
                limits(s, samples),
                s.coils(),
                Trajectory.CARTESIAN,
                s.acceleration(),
                5,
                s.repetitionTimeMillis(),
                readouts,
                null,
                gating(s));
    }

    private static boolean isRetrospective(SimulationSettings s) {
        return s.phases() > 1 && s.cardiac().mode() == CardiacMode.RETROSPECTIVE;
    }

    /** A retrospective scan asks to be gated. */
    private static List<UserParameter> gating(SimulationSettings s) {
        return isRetrospective(s)
                ? List.of(
                        new UserParameter(GatingSettings.SOURCE_PARAMETER, GatingSettings.Source.AUTO.label()),
                        new UserParameter(GatingSettings.PHASES_PARAMETER, String.valueOf(s.phases())))
                : List.of();
    }

    private static EncodingLimits limits(SimulationSettings s, int samples) {
        Limit one = Limit.SINGLE;
        return new EncodingLimits(
                new Limit(0, samples - 1, samples / 2),
                new Limit(0, s.rows() - 1, s.rows() / 2),
                one,
                one,
                new Limit(0, s.slices() - 1, 0),
                one,
                new Limit(0, isRetrospective(s) ? 0 : s.phases() - 1, 0),
                one,
                one,
                one);
    }
}
