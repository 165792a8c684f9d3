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
    private final Map<ImageIndex, float[]> held = new HashMap<>();
    private final Map<ImageIndex, RealImage> truths = new HashMap<>();

    SimulatedImages(SimulationSettings settings) {
        this.settings = settings;
        this.coils = CoilArray.ring(settings.coils(), settings.seed());
    }

    CoilArray coils() {
        return coils;
    }

    int samples() {
        return settings.columns() * settings.oversampling();
    }

    /** K-space of the uncoupled coils; only one slice is held at a time. */
    synchronized float[] kspace(ImageIndex index) {
        held.keySet().removeIf(other -> other.slice() != index.slice());
        return held.computeIfAbsent(index, this::compute);
    }

    synchronized RealImage truth(ImageIndex index) {
        RealImage known = truths.get(index);
        if (known == null) {
            float[] kspace = held.get(index);
            known = picture(kspace == null ? compute(index) : kspace.clone());
            truths.put(index, known);
        }
        return known;
    }

    private float[] compute(ImageIndex index) {
        var shapes = settings.anatomy().shapes(index.slice(), settings.slices(), index.phase(), settings.phases());
        return CoilKSpace.of(shapes, coils, settings.rows(), settings.columns(), settings.oversampling());
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
