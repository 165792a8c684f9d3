package org.larmor.models.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyFinding.Made;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.StudySlice;
import org.larmor.core.metrics.Otsu;
import org.larmor.models.diffusion.NoiseSchedule;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.DeviceSession;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.AnomalyCalibration;
import org.larmor.models.zoo.AnomalyDescription.Anomaly;
import org.larmor.models.zoo.AnomalyDescription.AnomalyRecipe;
import org.larmor.models.zoo.AnomalyDescription.Foreseen;
import org.larmor.models.zoo.AnomalyDescription.Score;
import org.larmor.models.zoo.AnomalyPackage;
import org.larmor.models.zoo.LoadedModels;

/**
 * Makes the healthy counterpart of a slice, and the map of where the two differ (Wolleb et al., MICCAI 2022).
 *
 * <p>Only the networks are asked on the device. May be called from several threads; their steps take turns on the device, the most
 * urgent first.
 */
public final class AnomalyFinder implements LoadedModels.Loaded<AnomalyPackage> {
    private final AnomalyPackage model;
    private final TorchRuntime runtime;
    private final AnomalyNetworks networks;
    private final NoiseSchedule schedule;
    private final LongSupplier nanoTime;

    private AnomalyFinder(AnomalyPackage model, TorchRuntime runtime, AnomalyNetworks networks, LongSupplier nanoTime) {
        this.model = model;
        this.runtime = runtime;
        this.networks = networks;
        this.nanoTime = nanoTime;
        var process = anomaly().process();
        this.schedule = NoiseSchedule.linear(process.steps(), process.betaFirst(), process.betaLast());
    }

    /**
     * Loads the model onto the runtime's device and asks it once.
     *
     * @param nanoTime the clock of durations, for example {@code System::nanoTime}
     * @throws IllegalArgumentException if a network cannot be loaded or has another signature; one line
     */
    public static AnomalyFinder open(AnomalyPackage model, TorchRuntime runtime, LongSupplier nanoTime) {
        var finder = new AnomalyFinder(model, runtime, AnomalyNetworks.open(model, runtime), nanoTime);
        try {
            finder.warmUp();
            return finder;
        } catch (RuntimeException e) {
            finder.close();
            throw e;
        }
    }

    @Override
    public AnomalyPackage model() {
        return model;
    }

    private Anomaly anomaly() {
        return model.description().anomaly();
    }

    /**
     * Makes the map of one slice.
     *
     * @param urgency among those who ask the device; {@link Urgency#analysis} in a stream
     * @param cancelled asked between two steps on the device, from any thread; quick
     * @throws AnomalyRefusal if the slice is none that the model knows: its anatomy, contrasts, size or skull, or a picture is constant
     *     or holds values that are not finite
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    public AnomalyFinding find(StudySlice slice, AnomalySettings settings, Urgency urgency, BooleanSupplier cancelled)
            throws AnomalyRefusal {
        long began = nanoTime.getAsLong();
        PreparedBrain brain = new SlicePreparation(model).of(slice);
        Counterparts made = counterparts(brain, settings.recipe(), urgency, cancelled);
        return finding(brain, made, settings, began);
    }

    /**
     * What a calibration looks at: the model's own recipe as far as evidence and map.
     *
     * @param label above 0 where a reader saw a lesion, on the slice's grid
     * @throws AnomalyRefusal as {@link #find}
     * @throws IllegalStateException if the recipe asks for no evidence
     */
    public AnomalyCalibration.Trial observed(StudySlice slice, RealImage label, BooleanSupplier cancelled)
            throws AnomalyRefusal {
        PreparedBrain brain = new SlicePreparation(model).of(slice);
        AnomalyRecipe recipe = anomaly().recipe();
        Counterparts made = counterparts(brain, recipe, Urgency.analysis(0), cancelled);
        Evidence evidence = made.evidence();
        if (evidence == null) {
            throw new IllegalStateException("the recipe of model " + model.name() + " asks for no evidence");
        }
        float[] drawn = brain.within(brain.canvas().cut(brain.grid().upright(label), 0));
        boolean[] lesion = new boolean[drawn.length];
        for (int i = 0; i < lesion.length; i++) {
            lesion[i] = drawn[i] > 0.5;
        }
        return new AnomalyCalibration.Trial(
                brain.within(evidence.values()),
                brain.within(map(brain, made, recipe).mean()),
                lesion);
    }

    private DifferenceMap map(PreparedBrain brain, Counterparts made, AnomalyRecipe recipe) {
        Evidence evidence = recipe.weighed() ? made.evidence() : null;
        return DifferenceMap.of(brain, made.pictures(), evidence, recipe.weighed(), anomaly());
    }

    /**
     * What the networks made of a brain.
     *
     * @param pictures one for each level (contrast, y, x)
     * @param evidence or null where the recipe asks for none
     * @param healthy p(healthy | x) at the end of the last way back; NaN where it was not guided
     */
    record Counterparts(
            List<float[]> pictures,
            @Nullable Evidence evidence,
            List<Integer> levels,
            int denoised,
            int classified,
            double healthy) {}

    /** The counterparts of a brain, from each level. Where nothing was found they are the brain itself, and no way back is gone. */
    Counterparts counterparts(PreparedBrain brain, AnomalyRecipe recipe, Urgency urgency, BooleanSupplier cancelled) {
        int rows = brain.canvas().rows();
        int columns = brain.canvas().columns();
        int highest = recipe.levels().stream().mapToInt(Integer::intValue).max().orElseThrow();
        var times = new DdimTimes(schedule, highest, recipe.steps());
        List<Integer> starts = recipe.levels().stream().map(times::nearest).toList();
        try (DeviceSession session = runtime.open(urgency, cancelled)) {
            var way = new GuidedDdim(
                    networks,
                    session,
                    times,
                    recipe.order(),
                    recipe.clamped(),
                    brain.values(),
                    brain.present(),
                    rows,
                    columns);
            boolean judged = recipe.masked() || recipe.weighed();
            Foreseen foreseen = judged ? anomaly().foreseen() : null;
            way.encode(judged, starts, foreseen == null ? -1 : times.nearest(foreseen.time()));
            Evidence evidence = judged ? Evidence.of(way, times, anomaly(), rows, columns) : null;
            float[] where = recipe.masked() && evidence != null
                    ? evidence.mask(anomaly().evidenceSure())
                    : null;
            boolean nothing = where != null && nowhere(where, brain.inside());
            List<float[]> pictures = new ArrayList<>();
            for (int start : starts) {
                pictures.add(nothing ? brain.values() : way.decoded(start, recipe.scale(), recipe.spatial(), where));
            }
            return new Counterparts(
                    pictures,
                    evidence,
                    starts.stream().map(times::time).toList(),
                    way.denoised(),
                    way.classified(),
                    way.healthy());
        }
    }

    private static boolean nowhere(float[] where, float[] inside) {
        for (int i = 0; i < where.length; i++) {
            if (where[i] * inside[i] > 0) {
                return false;
            }
        }
        return true;
    }

    private AnomalyFinding finding(PreparedBrain brain, Counterparts made, AnomalySettings settings, long began) {
        AnomalyRecipe recipe = settings.recipe();
        Evidence evidence = made.evidence();
        DifferenceMap map = map(brain, made, recipe);
        float[] inside = brain.within(map.mean());
        Score calibrated = recipe.equals(anomaly().recipe()) ? anomaly().score() : null;
        double score = calibrated == null || evidence == null
                ? uncalibrated(made)
                : calibrated.probability(brain.within(evidence.values()));
        double threshold = recipe.threshold() > 0 ? recipe.threshold() : Otsu.threshold(inside);
        double least = calibrated == null ? 0.5 : calibrated.threshold();
        int above = 0;
        for (float value : inside) {
            above += value > threshold ? 1 : 0;
        }
        double pixel = anomaly().spacing() * anomaly().spacing();
        return new AnomalyFinding(
                brain.back(map.mean()),
                brain.back(map.deviation()),
                healthy(brain, made.pictures()),
                score,
                least,
                threshold,
                (double) above / inside.length,
                above * pixel,
                score >= least && above > 0,
                new Made(
                        model.name(),
                        model.version(),
                        model.digest(),
                        made.levels(),
                        made.denoised(),
                        made.classified(),
                        settings.seed(),
                        Stream.of(brain.remark(), calibrated == null ? "the score is not calibrated" : "")
                                .filter(remark -> !remark.isEmpty())
                                .collect(Collectors.joining("; ")),
                        (nanoTime.getAsLong() - began) / 1e6));
    }

    /** The classifier's own chance of an anomaly: of the counterpart's last step, or its most certain pixel. */
    private static double uncalibrated(Counterparts made) {
        Evidence evidence = made.evidence();
        if (evidence == null) {
            return Double.isNaN(made.healthy()) ? 0.5 : 1 - made.healthy();
        }
        double most = 0;
        for (float value : evidence.values()) {
            most = Math.max(most, value);
        }
        return most;
    }

    /** The pictures in their own intensities: each with the mean change of its channel, so that what the networks do not see stays. */
    private Map<Contrast, RealImage> healthy(PreparedBrain brain, List<float[]> counterparts) {
        Map<Contrast, RealImage> healthy = new EnumMap<>(Contrast.class);
        int plane = brain.inside().length;
        brain.slice().pictures().forEach((contrast, picture) -> {
            int from = anomaly().contrasts().indexOf(contrast) * plane;
            double level = brain.levels().getOrDefault(contrast, 1.0);
            float[] change = new float[plane];
            for (float[] counterpart : counterparts) {
                for (int i = 0; i < plane; i++) {
                    double difference = counterpart[from + i] - brain.values()[from + i];
                    change[i] += (float) (brain.inside()[i] * level * difference / counterparts.size());
                }
            }
            float[] back = brain.back(change).data();
            float[] values = picture.data().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += back[i];
            }
            healthy.put(contrast, new RealImage(picture.rows(), picture.columns(), values));
        });
        return healthy;
    }

    /** Evaluates both networks once at their size, so that the first map need not wait for that. */
    public void warmUp() {
        int rows = anomaly().canvas().get(0);
        int columns = anomaly().canvas().get(1);
        int contrasts = anomaly().contrasts().size();
        float[] present = new float[contrasts];
        Arrays.fill(present, 1);
        try (DeviceSession session = runtime.open(Urgency.AT_ONCE, () -> false)) {
            var times = new DdimTimes(schedule, 1, 1);
            var way = new GuidedDdim(
                    networks, session, times, 1, false, new float[contrasts * rows * columns], present, rows, columns);
            way.encode(true, List.of(), -1);
            for (float value : way.decoded(1, 1, 0.5, null)) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("model " + model.name() + " answers values that are not finite");
                }
            }
        }
    }

    /** Frees the networks. */
    @Override
    public void close() {
        runtime.onDevice(workspace -> {
            networks.close();
            return true;
        });
    }
}
