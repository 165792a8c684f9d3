package org.larmor.app.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.larmor.app.calibrate.HeldOutSlices.HeldOut;
import org.larmor.core.baseline.ExpectedMagnitude;
import org.larmor.core.baseline.NoiseLevel;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.coils.CoilCalibration;
import org.larmor.core.coils.CoilCompression;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.Espirit;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.models.diffusion.DiffusionResult;
import org.larmor.models.diffusion.PreparedSlice;
import org.larmor.models.diffusion.ReconstructionListener;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.CalibrationTrial;

/** Reconstructs held-out slices at every acceleration and compares every stage that states a deviation with the truth. */
public final class CalibrationRun {
    private static final int VIRTUAL_COILS = 8;

    private final Reconstructor reconstructor;
    private final List<Double> accelerations;
    private final TrialPlan plan;

    /** What is calibrated: a model with its method. */
    @FunctionalInterface
    public interface Reconstructor {
        /** Reconstructs the slice; its pictures are told to the listener. */
        void reconstruct(PreparedSlice slice, ReconstructionListener listener);
    }

    /** @param reconstructor of the refined picture; its coarse picture is compared on the way, where it tells one */
    public CalibrationRun(Reconstructor reconstructor, List<Double> accelerations, long seed) {
        this.reconstructor = reconstructor;
        this.accelerations = List.copyOf(accelerations);
        this.plan = new TrialPlan(seed);
    }

    /** @param done is told after each reconstruction how many were made */
    public List<CalibrationTrial> trials(HeldOutSlices<HeldOut> heldOut, IntConsumer done) {
        List<CalibrationTrial> trials = new ArrayList<>();
        int count = 0;
        for (int number = 0; number < heldOut.slices().size(); number++) {
            for (int place = 0; place < accelerations.size(); place++) {
                double acceleration = accelerations.get(place);
                KSpace full = plan.scan(heldOut.slices().get(number), number, acceleration);
                KSpace measured = plan.undersampled(full, number, place, acceleration);
                trials.addAll(compared(number, full, measured));
                done.accept(++count);
            }
        }
        return trials;
    }

    private List<CalibrationTrial> compared(int number, KSpace full, KSpace measured) {
        KSpace few = measured.coils() > VIRTUAL_COILS
                ? CoilCompression.from(measured, VIRTUAL_COILS).apply(measured)
                : measured;
        double noise = NoiseLevel.estimate(few);
        CoilMaps maps = CoilCalibration.of(few, Espirit.Settings.UNCROPPED).maps();
        var slice = new PreparedSlice(few, maps, noise, null);
        RealImage truth = ZeroFilled.rootSumOfSquares(full);
        double acceleration = 1 / measured.mask().share();
        List<CalibrationTrial> trials = new ArrayList<>();
        reconstructor.reconstruct(slice, new ReconstructionListener() {
            @Override
            public void coarse(int place, DiffusionResult result) {
                add(Calibration.COARSE, result);
            }

            @Override
            public void finished(int place, DiffusionResult result) {
                if (result.samples() > 0) {
                    add(Calibration.REFINED, result);
                }
            }

            private void add(String stage, DiffusionResult result) {
                RealImage deviation = result.deviation();
                RealImage shown = ExpectedMagnitude.given(few, result.mean(), maps, full.coils(), 2 * noise * noise);
                if (deviation != null) {
                    trials.add(CalibrationTrial.of(stage, number, acceleration, truth, shown, deviation));
                }
            }
        });
        return trials;
    }
}
