package org.larmor.app.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.motion.LinearSampling;

/**
 * Source and target on one grid, the source's.
 *
 * @param notes what was done to the target so that it is
 */
public record PhasePair(Phase source, Phase target, RealVolume onSource, List<String> notes) {
    private static final double LEAST_OVERLAP = 0.5;

    public PhasePair {
        notes = List.copyOf(notes);
    }

    /**
     * Resamples the target where its grid is another one.
     *
     * @throws BadInput if less than half of the source lies within the target; one line
     */
    public static PhasePair of(Phase source, Phase target) throws BadInput {
        List<String> notes = new ArrayList<>();
        boolean known = source.geometry() != null && target.geometry() != null;
        Grid to = known ? source.grid() : Grid.centred(source.picture());
        Grid from = known ? target.grid() : Grid.centred(target.picture());
        if (!known && (source.geometry() != null || target.geometry() != null)) {
            Phase silent = source.geometry() == null ? source : target;
            notes.add(silent.file() + " does not say where its pixels lie: they are taken as large as the other's,"
                    + " about the same centre");
        }
        if (to.isLike(from)) {
            return new PhasePair(source, target, target.picture(), notes);
        }
        double overlap = overlap(to, from);
        if (overlap < LEAST_OVERLAP) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "%s: only %.0f %% of %s lies within it, half is needed (%s against %s)",
                    target.file(),
                    100 * overlap,
                    source.file(),
                    told(target, from, known),
                    told(source, to, known)));
        }
        notes.add(String.format(
                Locale.ROOT,
                "the target (%s) was resampled to the source's grid (%s), of which it covers %.0f %%",
                told(target, from, known),
                told(source, to, known),
                100 * overlap));
        return new PhasePair(source, target, resampled(target.picture(), to, from), notes);
    }

    private static String told(Phase phase, Grid grid, boolean known) {
        return known ? grid.toString() : phase.picture().size() + " pixels";
    }

    /** Share of the source's voxels whose centres lie within the target's. */
    private static double overlap(Grid to, Grid from) {
        double[][] transform = from.fromIndicesOf(to);
        long inside = 0;
        for (int slice = 0; slice < to.slices(); slice++) {
            for (int row = 0; row < to.rows(); row++) {
                for (int column = 0; column < to.columns(); column++) {
                    boolean within = isWithin(Grid.applied(transform, 0, column, row, slice), from.columns())
                            && isWithin(Grid.applied(transform, 1, column, row, slice), from.rows())
                            && isWithin(Grid.applied(transform, 2, column, row, slice), from.slices());
                    inside += within ? 1 : 0;
                }
            }
        }
        return (double) inside / ((double) to.slices() * to.rows() * to.columns());
    }

    private static boolean isWithin(double index, int size) {
        return index >= -0.5 && index <= size - 0.5;
    }

    /** Linear between voxels; beyond the target's border as at it. */
    private static RealVolume resampled(RealVolume target, Grid to, Grid from) {
        double[][] transform = from.fromIndicesOf(to);
        float[] values = new float[Math.multiplyExact(to.slices(), to.rows() * to.columns())];
        for (int i = 0; i < values.length; i++) {
            int slice = i / (to.rows() * to.columns());
            int row = i / to.columns() % to.rows();
            int column = i % to.columns();
            values[i] = LinearSampling.of(
                    target,
                    Grid.applied(transform, 2, column, row, slice),
                    Grid.applied(transform, 1, column, row, slice),
                    Grid.applied(transform, 0, column, row, slice));
        }
        return new RealVolume(to.slices(), to.rows(), to.columns(), values);
    }
}
