package org.larmor.recon.reconstruct;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.models.diffusion.WarmStart.Origin;
import org.larmor.models.tensor.OutOfDeviceMemoryException;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Priority;

/** The reconstruction that needs a model. Called from several threads; their steps take turns on the device. */
public interface DiffusionStep extends AutoCloseable {
    /** Which weights made a picture; {@code digest} is their sha256, hexadecimal. */
    record Model(String name, String version, String digest) {}

    /** A model, or one line why there is none. */
    sealed interface Choice {
        /** This one is to be used; {@code remark} is one line where it was not made for such a scan, else empty. */
        record Chosen(Model model, String remark) implements Choice {}

        /** None can be used. */
        record Nothing(String reason) implements Choice {}
    }

    /**
     * What a model is wanted for.
     *
     * @param model its name, or empty for whichever fits
     * @param anatomy as the header tells it, or empty
     */
    record Wish(String model, Method method, int rows, int columns, String anatomy) {}

    /**
     * One slice.
     *
     * @param kspace few coils, zero where not measured
     * @param noiseLevel standard deviation of the k-space noise (real or imaginary part), units of {@code kspace}
     * @param coarse what to begin from, or null to begin from CG-SENSE
     */
    record Slice(
            KSpace kspace,
            CoilMaps maps,
            double noiseLevel,
            @Nullable Coarse coarse) {
        /** Whether it is a frame of a cine that is made with the others. */
        boolean isOfCine() {
            return coarse != null && coarse.origin() == Origin.OTHER_FRAMES;
        }
    }

    /**
     * A picture to begin from.
     *
     * @param deviation of its error, as the network states it; units of the k-space like the picture
     * @param passes of the network that it is still to go through
     */
    record Coarse(ComplexImage picture, RealImage deviation, Origin origin, int passes) {
        /** One that other frames helped to make; its error is not known. */
        static Coarse temporal(ComplexImage picture, int passes) {
            float[] unknown = new float[picture.rows() * picture.columns()];
            return new Coarse(
                    picture, new RealImage(picture.rows(), picture.columns(), unknown), Origin.OTHER_FRAMES, passes);
        }
    }

    /**
     * By which method, how much is to be spent, and for whom.
     *
     * @param refined whether the last picture is wanted, or the coarse one
     * @param samples 0 leaves it to the model or the method
     * @param steps noise levels of a sample; 0 leaves it to the model or the method
     * @param scan number of the scan, counted as they began: older ones go first where the device has to choose
     * @param priority of the scan: goes before its number
     */
    record Effort(Method method, boolean refined, int samples, int steps, long seed, long scan, Priority priority) {}

    /**
     * What came of a slice, in units of its k-space.
     *
     * @param calibrated whether the uncertainty was made true on held-out scans
     * @param warmStart whether it began from an earlier picture of the slice
     * @param remark what could not be done as it should be, or empty
     */
    record Result(
            ComplexImage mean,
            @Nullable Uncertainty uncertainty,
            boolean calibrated,
            int evaluations,
            int samples,
            boolean warmStart,
            List<Provenance.Step> steps,
            String remark) {}

    /** The model for slices of a scan; all of them are made with the version that was there when it began. */
    Choice choose(String scanId, Wish wish);

    /**
     * Reconstructs slices of one size; a result each, in order; empty if cancelled.
     *
     * @throws OutOfDeviceMemoryException if the device has not the memory for one of them alone
     */
    List<Result> reconstruct(Model model, List<Slice> slices, Effort effort, BooleanSupplier cancelled);

    /** Nothing is made for this scan any more; called from any thread, and quick. */
    void forget(String scanId);

    @Override
    void close();

    /** Stands for the models where there are none. */
    static DiffusionStep none(String reason) {
        return new DiffusionStep() {
            @Override
            public Choice choose(String scanId, Wish wish) {
                return new Choice.Nothing(reason);
            }

            @Override
            public List<Result> reconstruct(Model model, List<Slice> slices, Effort effort, BooleanSupplier cancelled) {
                throw new IllegalStateException("no model was chosen: " + reason);
            }

            @Override
            public void forget(String scanId) {}

            @Override
            public void close() {}
        };
    }
}
