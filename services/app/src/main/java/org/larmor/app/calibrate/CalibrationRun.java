package org.larmor.app.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.larmor.core.baseline.ExpectedMagnitude;
import org.larmor.core.baseline.NoiseLevel;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.coils.CoilCalibration;
import org.larmor.core.coils.CoilCompression;
import org.larmor.core.coils.Espirit;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.diffusion.DiffusionResult;
import org.larmor.models.diffusion.PreparedSlice;
import org.larmor.models.diffusion.ReconstructionListener;
import org.larmor.models.diffusion.SamplerSettings;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.CalibrationTrial;

/** Reconstructs held-out slices with a model at every acceleration and compares both its stages with the truth. */
public final class CalibrationRun {
    private static final int VIRTUAL_COILS = 8;

    private final DiffusionReconstructor model;
    private final SamplerSettings settings;
    private final List<Double> accelerations;
    private final TrialPlan plan;

    /** @param settings of the refined picture; their coarse picture is compared on the way */
    public CalibrationRun(
            DiffusionReconstructor model, SamplerSettings settings, List<Double> accelerations, long seed) {
        this.model = model;
        this.settings = settings;
        this.accelerations = List.copyOf(accelerations);
        this.plan = new TrialPlan(seed);
    }

    /** How many reconstructions {@link #trials} makes. */
    public int reconstructions(HeldOutSlices heldOut) {
        return heldOut.slices().size() * accelerations.size();
    }

    /** @param done is told after each reconstruction how many were made */
    public List<CalibrationTrial> trials(HeldOutSlices heldOut, Consumer<Integer> done) {
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
        var slice = new PreparedSlice(
                few, CoilCalibration.of(few, Espirit.Settings.UNCROPPED).maps(), noise, null);
        RealImage truth = ZeroFilled.rootSumOfSquares(full);
        double acceleration = 1 / measured.mask().share();
        List<CalibrationTrial> trials = new ArrayList<>();
        model.reconstruct(
                List.of(slice),
                settings,
                new ReconstructionListener() {
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
                        RealImage shown = ExpectedMagnitude.of(result.mean(), full.coils(), 2 * noise * noise);
                        if (deviation != null) {
                            trials.add(CalibrationTrial.of(stage, number, acceleration, truth, shown, deviation));
                        }
                    }
                },
                () -> false);
        return trials;
    }
}
