package org.larmor.app.anomaly;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final AnomalySettings recipe;
    private final Map<String, AnomalySettings> maps = new LinkedHashMap<>();
    private final boolean single;
    private final Map<String, Double> thresholds = new HashMap<>();
    private final Map<String, Map<String, PixelTally>> tallies = new LinkedHashMap<>();
    private int refused;

    /**
     * @param paper whether the paper's own form is measured too: minutes a slice
     * @param single whether the recipe is also measured with each contrast of a study alone
     */
    public AnomalyComparison(AnomalyFinder finder, boolean paper, boolean single, long seed) {
        this.finder = finder;
        this.single = single;
        this.recipe = AnomalySettings.of(finder.model(), seed);
        maps.put("recipe", recipe);
        maps.put("round trip, no guidance", recipe.withoutGuidance());
        if (paper) {
            maps.put("paper's form", AnomalySettings.paper(seed));
        }
    }

    /** How many slices there are with these numbers. */
    public static int slices(List<AnomalyCase> cases, List<Integer> numbers) {
        return cases.stream()
                .mapToInt(each -> (int) numbers.stream()
                        .filter(number -> number < each.study().slices())
                        .count())
                .sum();
    }

    /**
     * Measures the slices with these numbers, from 0, of every case that has them: the first of all cases, then the second.
     *
     * @param progress is told how many slices are done, and which comes next
     * @param soFar is told the table after each number, so that a run of hours that is stopped leaves what it measured
     */
    public AnomalyTable run(List<AnomalyCase> cases, List<Integer> numbers, ObjIntConsumer<String> progress, Keeper soFar)
            throws IOException {
        int done = 0;
        for (int number : numbers) {
            for (AnomalyCase each : cases) {
                if (number < each.study().slices()) {
                    progress.accept("%s, slice %d".formatted(each.name(), number + 1), done++);
                    add(each, number);
                }
            }
            soFar.keep(table());
        }
        return table();
    }

    /** What a table is kept with. */
    @FunctionalInterface
    public interface Keeper {
        void keep(AnomalyTable table) throws IOException;
    }

    private AnomalyTable table() {
        Map<String, Map<String, AnomalyFigures>> figures = new LinkedHashMap<>();
        tallies.forEach((map, sets) -> sets.forEach((set, tally) -> {
            double stated = thresholds.getOrDefault(map, 0.0);
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
                add(map.getKey(), map.getValue(), each, number, slice, inside);
            }
            for (Contrast alone :
                    single && slice.pictures().size() > 1 ? slice.pictures().keySet() : Set.<Contrast>of()) {
                StudySlice one = new StudySlice(
                        Map.of(alone, Objects.requireNonNull(slice.pictures().get(alone))),
                        slice.geometry(),
                        slice.anatomy(),
                        slice.levels());
                add("recipe, " + alone.label() + " alone", recipe, each, number, one, inside);
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

    private void add(
            String map, AnomalySettings settings, AnomalyCase each, int number, StudySlice slice, boolean[] inside)
            throws AnomalyRefusal {
        AnomalyFinding found = finder.find(slice, settings, Urgency.analysis(0), () -> false);
        thresholds.put(map, settings.recipe().threshold());
        tally(map, each)
                .add(
                        found.map().data(),
                        each.lesion(number),
                        inside,
                        found.made().evaluations(),
                        found.made().millis() / 1e3);
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
