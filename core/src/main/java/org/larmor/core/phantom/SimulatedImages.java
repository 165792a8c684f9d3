package org.larmor.core.phantom;

import java.util.HashMap;
import java.util.Map;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.numerics.CentredFft;

/** The noise-free k-space and the true pictures of a simulated scan, computed when they are first asked for. */
final class SimulatedImages {
    private final SimulationSettings settings;
    private final CoilArray coils;
    private final AcquisitionPlan plan;
    private final Map<Integer, CoilKSpace> held = new HashMap<>();
    private int heldSlice;
    private final Map<ImageIndex, RealImage> truths = new HashMap<>();
    private int stillSlice = -1;
    private Spectrum still = new Spectrum(0, 0);

    SimulatedImages(SimulationSettings settings, AcquisitionPlan plan) {
        this.settings = settings;
        this.plan = plan;
        this.coils = CoilArray.ring(settings.coils(), settings.seed());
    }

    CoilArray coils() {
        return coils;
    }

    int samples() {
        return settings.columns() * settings.oversampling();
    }

    /** K-space of the uncoupled coils at a moment of the cardiac cycle; only one slice is held at a time. */
    synchronized CoilKSpace kspace(int slice, int moment) {
        if (slice != heldSlice) {
            held.clear();
            heldSlice = slice;
        }
        CoilKSpace known = held.get(moment);
        if (known == null) {
            known = compute(slice, moment);
            held.put(moment, known);
        }
        return known;
    }

    synchronized RealImage truth(ImageIndex index) {
        RealImage known = truths.get(index);
        if (known == null) {
            int moment = plan.moment(index);
            CoilKSpace kspace = index.slice() == heldSlice ? held.get(moment) : null;
            known = picture((kspace == null ? compute(index.slice(), moment) : kspace).whole());
            truths.put(index, known);
        }
        return known;
    }

    /** What lies still is computed once a slice. */
    private CoilKSpace compute(int slice, int moment) {
        Anatomy anatomy = settings.anatomy();
        if (slice != stillSlice) {
            still = CoilKSpace.spectrum(settings.rows(), settings.columns());
            still.add(anatomy.still(slice, settings.slices()));
            stillSlice = slice;
        }
        Spectrum spectrum = still.copy();
        spectrum.add(anatomy.moving(slice, settings.slices(), moment, plan.moments()));
        return new CoilKSpace(spectrum, coils, settings.rows(), settings.columns(), settings.oversampling());
    }

    /** Root sum of squares over coils; over coupled ones where no noise scan allows to undo the coupling. */
    private RealImage picture(float[] kspace) {
        int rows = settings.rows();
        int columns = settings.columns();
        if (settings.noiseReadouts() == 0) {
            coils.couple(kspace, rows * samples());
        }
        new CentredFft(rows, samples()).inverse(kspace, settings.coils());
        float[] magnitude = new float[rows * columns];
        int start = samples() / 2 - columns / 2;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int coil = 0; coil < settings.coils(); coil++) {
                    int at = 2 * ((coil * rows + row) * samples() + start + column);
                    sum += (double) kspace[at] * kspace[at] + (double) kspace[at + 1] * kspace[at + 1];
                }
                magnitude[row * columns + column] = (float) Math.sqrt(sum);
            }
        }
        return new RealImage(rows, columns, magnitude);
    }
}
