package org.larmor.models.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.RealImage;
import org.larmor.models.network.MirroredNetwork;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.zoo.Calibration;

/** The reconstruction of slices of one size that go through the device together: prepare, coarse passes, samples. */
final class Reconstruction {
    private final Prior prior;
    private final SamplerSettings settings;
    private final DeviceSteps steps;
    private final Stopwatch stopwatch;
    private final ObjIntConsumer<DiffusionResult> coarseDone;

    /** @param coarseDone is handed each coarse result with its place among the slices */
    Reconstruction(
            Prior prior,
            SamplerSettings settings,
            DeviceSteps steps,
            Stopwatch stopwatch,
            ObjIntConsumer<DiffusionResult> coarseDone) {
        this.prior = prior;
        this.settings = settings;
        this.steps = steps;
        this.stopwatch = stopwatch;
        this.coarseDone = coarseDone;
    }

    List<DiffusionResult> run(List<PreparedSlice> slices) {
        List<DeviceSlice> prepared = stopwatch.time("prepare", () -> prepared(slices));
        var stage = new CoarseStage(prior, steps);
        CoarseStage.Anchors anchors = stopwatch.time("coarse", () -> {
            Tensor start = steps.take(workspace -> DeviceBatch.joined(prepared, DeviceSlice::anchor));
            return stage.run(prepared, start, settings.passes());
        });
        List<Calibration> calibrations = slices.stream().map(this::calibration).toList();
        List<DiffusionResult> coarse = coarse(prepared, calibrations, anchors);
        return settings.samples() == 0 ? coarse : refined(prepared, calibrations, anchors.pictures());
    }

    private Calibration calibration(PreparedSlice slice) {
        WarmStart start = slice.warmStart();
        return start != null && start.origin() == WarmStart.Origin.OTHER_FRAMES
                ? prior.calibration().ofCine()
                : prior.calibration();
    }

    private List<DeviceSlice> prepared(List<PreparedSlice> slices) {
        List<DeviceSlice> prepared = new ArrayList<>();
        for (PreparedSlice slice : slices) {
            prepared.add(steps.take(
                    workspace -> new Preparation(workspace, prior.recipe(), settings.seed()).prepared(slice)));
        }
        return prepared;
    }

    private List<DiffusionResult> coarse(
            List<DeviceSlice> slices, List<Calibration> calibrations, CoarseStage.Anchors anchors) {
        List<ComplexImage> pictures = steps.take(workspace -> DeviceSlice.restored(slices, anchors.pictures()));
        List<RealImage> deviations = steps.take(workspace -> deviations(slices, anchors.deviation()));
        List<DiffusionResult> results = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            results.add(DiffusionResult.calibrated(
                    pictures.get(i),
                    deviations.isEmpty() ? null : deviations.get(i),
                    calibrations.get(i),
                    Calibration.COARSE,
                    slices.get(i).acceleration(),
                    settings.passes(),
                    0,
                    stopwatch.steps()));
            coarseDone.accept(results.get(i), i);
        }
        return results;
    }

    private static List<RealImage> deviations(List<DeviceSlice> slices, @Nullable Tensor deviation) {
        return deviation == null ? List.of() : DeviceSlice.scaled(slices, deviation);
    }

    private List<DiffusionResult> refined(List<DeviceSlice> slices, List<Calibration> calibrations, Tensor anchors) {
        var stage = new SampleStage(prior, settings, steps);
        List<SampleStatistics> statistics = stopwatch.time("samples", () -> stage.run(slices, anchors));
        Polished polished = settings.polish() == 0
                ? new Polished(statistics.stream().map(SampleStatistics::mean).toList(), List.of())
                : stopwatch.time("polish", () -> polished(slices, anchors));
        int evaluations = settings.passes()
                + settings.samples() * stage.evaluations()
                + settings.polish() * MirroredNetwork.EVALUATIONS;
        return IntStream.range(0, slices.size())
                .mapToObj(i -> DiffusionResult.calibrated(
                        polished.pictures().get(i),
                        statistics.get(i).standardDeviation(polished.expected(i)),
                        calibrations.get(i),
                        Calibration.REFINED,
                        slices.get(i).acceleration(),
                        evaluations,
                        settings.samples(),
                        stopwatch.steps()))
                .toList();
    }

    /** Pictures, and the error that the network expects of each where it says so. */
    private record Polished(List<ComplexImage> pictures, List<RealImage> deviations) {
        @Nullable
        RealImage expected(int slice) {
            return deviations.isEmpty() ? null : deviations.get(slice);
        }
    }

    /** Passes from the coarse pictures, the network averaged over the mirrored ones. */
    private Polished polished(List<DeviceSlice> slices, Tensor anchors) {
        CoarseStage.Anchors end = new CoarseStage(prior.mirrored(), steps).run(slices, anchors, settings.polish());
        Tensor deviation = end.deviation();
        return steps.take(workspace -> new Polished(
                DeviceSlice.restored(slices, end.pictures()),
                deviation == null ? List.of() : DeviceSlice.scaled(slices, deviation)));
    }
}
