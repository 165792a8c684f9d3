package org.larmor.app.anomaly;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.StudySlice;
import org.larmor.models.anomaly.AnomalyFinder;
import org.larmor.models.anomaly.AnomalySettings;
import org.larmor.models.schedule.Urgency;

/**
 * The maps of a model against readers' masks, and beside them what any reviewer asks for: the intensity of FLAIR itself, and the error
 * of the round trip without guidance.
 */
public final class AnomalyComparison {
    /** How the baseline of the intensities is called. */
    public static final String INTENSITY = "FLAIR intensity";
    /** Of lesion-free slices' pixels, below a baseline's threshold. */
    private static final double QUIET = 0.995;

    private final AnomalyFinder finder;
    private final Map<String, AnomalySettings> maps = new LinkedHashMap<>();
    private final int every;
    private final Map<String, Map<String, PixelTally>> tallies = new LinkedHashMap<>();
    private int refused;

    /**
     * @param paper whether the paper's own form is measured too: minutes a slice
     * @param every so many slices of a stack one is measured
     */
    public AnomalyComparison(AnomalyFinder finder, boolean paper, int every, long seed) {
        this.finder = finder;
        this.every = every;
        AnomalySettings recipe = AnomalySettings.of(finder.model(), seed);
        maps.put("recipe", recipe);
        maps.put("round trip, no guidance", recipe.withoutGuidance());
        if (paper) {
            maps.put("paper's form", AnomalySettings.paper(seed));
        }
    }

    /** How many slices are measured. */
    public static int slices(List<AnomalyCase> cases, int every) {
        return cases.stream()
                .mapToInt(each -> Math.ceilDiv(each.study().slices(), every))
                .sum();
    }

    /** @param progress is told how many slices are done, and which comes next */
    public AnomalyTable run(List<AnomalyCase> cases, ObjIntConsumer<String> progress) {
        int done = 0;
        for (AnomalyCase each : cases) {
            for (int slice = 0; slice < each.study().slices(); slice += every) {
                progress.accept("%s, slice %d".formatted(each.name(), slice + 1), done++);
                add(each, slice);
            }
        }
        Map<String, Map<String, AnomalyFigures>> figures = new LinkedHashMap<>();
        tallies.forEach((map, sets) -> sets.forEach((set, tally) -> {
            AnomalySettings settings = maps.get(map);
            double stated = settings == null ? 0 : settings.recipe().threshold();
            figures.computeIfAbsent(map, name -> new LinkedHashMap<>())
                    .put(set, tally.figures(stated > 0 ? stated : tally.quantileOfHealthy(QUIET)));
        }));
        return new AnomalyTable(finder.model().toString(), figures, refused);
    }

    private void add(AnomalyCase each, int number) {
        StudySlice slice = each.study().slice(number);
        boolean[] inside = inside(slice);
        try {
            for (Map.Entry<String, AnomalySettings> map : maps.entrySet()) {
                AnomalyFinding found = finder.find(slice, map.getValue(), Urgency.analysis(0), () -> false);
                tally(map.getKey(), each)
                        .add(
                                found.map().data(),
                                each.lesion(number),
                                inside,
                                found.made().evaluations(),
                                found.made().millis() / 1e3);
            }
        } catch (AnomalyRefusal e) {
            refused++;
            return;
        }
        if (slice.pictures().containsKey(Contrast.FLAIR)) {
            RealImage flair = Objects.requireNonNull(slice.pictures().get(Contrast.FLAIR));
            double level = slice.levels().getOrDefault(Contrast.FLAIR, 1.0);
            float[] scaled = flair.data().clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] /= (float) level;
            }
            tally(INTENSITY, each).add(scaled, each.lesion(number), inside, 0, 0);
        }
    }

    private PixelTally tally(String map, AnomalyCase of) {
        return tallies.computeIfAbsent(map, name -> new LinkedHashMap<>())
                .computeIfAbsent(of.set(), set -> new PixelTally());
    }

    /** Above 0 in any contrast. */
    private static boolean[] inside(StudySlice slice) {
        boolean[] inside = new boolean[slice.rows() * slice.columns()];
        for (RealImage each : slice.pictures().values()) {
            for (int i = 0; i < inside.length; i++) {
                inside[i] |= each.data()[i] > 0;
            }
        }
        return inside;
    }
}
