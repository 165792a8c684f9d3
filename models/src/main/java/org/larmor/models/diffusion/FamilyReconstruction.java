package org.larmor.models.diffusion;

import java.util.List;
import java.util.stream.IntStream;
import org.larmor.core.domain.ComplexImage;
import org.larmor.models.diffusion.FamilyStage.Condition;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Recipe;

/**
 * The reconstruction of slices of one size by a published family: prepare, its condition, samples, their mean and, where
 * the settings ask for it, the refinement from there. The deviation is the samples' spread, as the papers have it,
 * made true where the model was calibrated for the family.
 */
final class FamilyReconstruction {
    private final Prior prior;
    private final FamilySettings settings;
    private final Family family;
    private final DeviceSteps steps;
    private final Stopwatch stopwatch;

    FamilyReconstruction(Prior prior, FamilySettings settings, DeviceSteps steps, Stopwatch stopwatch) {
        this.prior = prior;
        this.settings = settings;
        this.family = Families.named(settings.method());
        this.steps = steps;
        this.stopwatch = stopwatch;
    }

    List<DiffusionResult> run(List<PreparedSlice> slices) {
        List<DeviceSlice> prepared = stopwatch.time("prepare", () -> prepared(slices));
        Tensor starts = stopwatch.time("coarse", () -> starts(prepared));
        List<SampleStatistics> statistics = stopwatch.time("samples", () -> sampled(prepared, starts));
        List<ComplexImage> means =
                statistics.stream().map(SampleStatistics::complexMean).toList();
        List<ComplexImage> pictures =
                settings.fine() == 0 ? means : stopwatch.time("refinement", () -> refined(prepared, means, starts));
        return IntStream.range(0, slices.size())
                .mapToObj(i -> DiffusionResult.calibrated(
                        pictures.get(i),
                        statistics.get(i).standardDeviation(null),
                        prior.calibration().of(settings.method()),
                        Calibration.REFINED,
                        prepared.get(i).acceleration(),
                        settings.evaluations(),
                        settings.samples(),
                        stopwatch.steps()))
                .toList();
    }

    private List<DeviceSlice> prepared(List<PreparedSlice> slices) {
        return slices.stream()
                .map(slice -> steps.take(
                        workspace -> new Preparation(workspace, prior.recipe(), settings.seed()).prepared(slice)))
                .toList();
    }

    /** The clean pictures that the samples' first noise is put on: the condition where there is one, else the zero-filled ones. */
    private Tensor starts(List<DeviceSlice> slices) {
        if (!family.conditioned()) {
            return steps.take(workspace -> DeviceBatch.joined(slices, DeviceSlice::adjoint));
        }
        Tensor anchors = steps.take(workspace -> DeviceBatch.joined(slices, DeviceSlice::anchor));
        return new CoarseStage(prior, steps)
                .run(slices, anchors, settings.passes())
                .pictures();
    }

    private List<SampleStatistics> sampled(List<DeviceSlice> slices, Tensor starts) {
        List<SampleStatistics> statistics = SampleStatistics.of(slices);
        for (SampleBatch together :
                SampleBatch.of(slices.size(), settings.samples(), settings.batch(), settings.seed())) {
            List<ComplexImage> draws = draws(together, together.chosen(slices), starts);
            for (int i = 0; i < draws.size(); i++) {
                statistics.get(together.places()[i]).add(draws.get(i));
            }
        }
        return statistics;
    }

    private List<ComplexImage> draws(SampleBatch together, List<DeviceSlice> chosen, Tensor starts) {
        DeviceBatch batch = batch(chosen);
        Tensor from = steps.take(workspace -> starts.elements(together.places()));
        SigmaLadder ladder = ladder(settings.start(), settings.levels());
        NoiseSource noise =
                steps.take(workspace -> new GaussianNoise(workspace, together.seeds(), batch.rows(), batch.columns()));
        Tensor noisy = steps.take(workspace -> {
            try (Scope scope = Scope.open()) {
                return scope.keep(from.plus(noise.draw(0).times(ladder.at(0))));
            }
        });
        var descent = new GuidedDescent(ladder, family.step(data(batch)));
        Tensor end = descended(new FamilyStage(prior, steps), batch, from, noisy, descent, noise);
        return steps.take(workspace -> {
            List<ComplexImage> draws = DeviceSlice.restored(chosen, end);
            from.free();
            end.free();
            batch.free();
            return draws;
        });
    }

    private List<ComplexImage> refined(List<DeviceSlice> slices, List<ComplexImage> means, Tensor starts) {
        DeviceBatch batch = batch(slices);
        Tensor mean = steps.take(workspace -> DeviceSlice.inNetworkUnits(workspace, slices, means));
        SigmaLadder ladder = ladder(settings.fineStart(), settings.fine());
        var descent = new GuidedDescent(ladder, new NoiseFreeStep(data(batch)));
        var stage = new FamilyStage(prior.mirrored(), steps);
        Tensor end = descended(stage, batch, starts, mean, descent, step -> batch.empty());
        return steps.take(workspace -> {
            List<ComplexImage> pictures = DeviceSlice.restored(slices, end);
            end.free();
            batch.free();
            return pictures;
        });
    }

    private Tensor descended(
            FamilyStage stage,
            DeviceBatch batch,
            Tensor known,
            Tensor noisy,
            GuidedDescent descent,
            NoiseSource noise) {
        Condition condition = family.conditioned() ? stage.told(batch, known) : stage.untold(batch);
        Tensor end = stage.run(batch, condition, noisy, descent, noise);
        return steps.take(workspace -> {
            condition.free();
            return end;
        });
    }

    private DeviceBatch batch(List<DeviceSlice> slices) {
        return steps.take(workspace -> DeviceBatch.of(workspace, slices, prior.noiseGain()));
    }

    private DataConsistency data(DeviceBatch batch) {
        Recipe recipe = prior.recipe();
        return steps.take(workspace -> batch.data(recipe.conditions(), recipe.iterations()));
    }

    /** So many of the family's own noise levels, from this share of the level at which the network sees nothing. */
    private SigmaLadder ladder(double share, int count) {
        NoiseSchedule schedule = family.schedule();
        return schedule.respaced(schedule.lastBelow(share * prior.silentSigma()), count);
    }
}
