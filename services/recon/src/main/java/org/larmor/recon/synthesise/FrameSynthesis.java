package org.larmor.recon.synthesise;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Frame.Deviation;
import org.larmor.core.domain.Frame.Displacement;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;

/** What makes frames between two pictures. Called from one thread; its steps take turns with the reconstructions' on the device. */
public interface FrameSynthesis extends AutoCloseable {
    /** Which weights; {@code digest} is their sha256, hexadecimal. */
    record Model(String name, String version, String digest) {}

    /** A model, or one line why there is none. */
    sealed interface Choice {
        /** This one is to be used. */
        record Chosen(Model model) implements Choice {}

        /** None can be used. */
        record Nothing(String reason) implements Choice {}
    }

    /**
     * Frames wanted between two pictures of one size.
     *
     * @param gammas shares of the way from source to target, ascending, strictly within 0 and 1
     * @param samples latent samples whose spread is the deviation; 0 for none
     * @param fields whether the displacements are wanted
     * @param seed of the samples
     * @param scan number of the scan, counted as they began
     */
    record Request(
            RealImage source,
            RealImage target,
            List<Double> gammas,
            int samples,
            boolean fields,
            long seed,
            long scan) {
        public Request {
            gammas = List.copyOf(gammas);
        }
    }

    /**
     * One frame, in the units of the source.
     *
     * @param foldingShare pixels at which the displacement folds over all pixels
     */
    record Made(
            RealImage magnitude,
            @Nullable Deviation deviation,
            @Nullable Displacement displacement,
            double foldingShare) {}

    /**
     * The frames of an interval.
     *
     * @param frames one for each gamma, in order; empty if cancelled
     * @param evaluations network evaluations of all of them together
     * @param steps what was done for all of them together
     */
    record Result(List<Made> frames, int evaluations, List<Provenance.Step> steps) {}

    /**
     * The model for pictures of this size.
     *
     * @param wanted its name, or empty for whichever fits
     * @param anatomy as the header tells it, or empty
     */
    Choice choose(String wanted, int rows, int columns, String anatomy);

    /**
     * Makes the frames.
     *
     * @throws RuntimeException with one line if these two pictures have no frames between them
     */
    Result frames(Model model, Request request, BooleanSupplier cancelled);

    @Override
    void close();

    /** Stands for the models where there are none. */
    static FrameSynthesis none(String reason) {
        return new FrameSynthesis() {
            @Override
            public Choice choose(String wanted, int rows, int columns, String anatomy) {
                return new Choice.Nothing(reason);
            }

            @Override
            public Result frames(Model model, Request request, BooleanSupplier cancelled) {
                throw new IllegalStateException("no model was chosen: " + reason);
            }

            @Override
            public void close() {}
        };
    }
}
