package org.larmor.app.anomaly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.models.anomaly.AnomalyFinder;
import org.larmor.models.anomaly.AnomalySettings;
import org.larmor.models.schedule.Urgency;

/**
 * What was found in the slices of a study.
 *
 * @param slices in their order
 */
public record StudyFinding(List<Slice> slices) {
    public StudyFinding {
        slices = List.copyOf(slices);
    }

    /** A slice with its map, or the reason why it has none. */
    public sealed interface Slice {
        record Mapped(AnomalyFinding finding) implements Slice {}

        record Refused(String reason) implements Slice {}
    }

    /**
     * Slice by slice.
     *
     * @param progress is told what is being done
     * @throws BadInput if no slice is one that the model knows; one line with the reason of the middle one
     */
    public static StudyFinding of(
            Study study, AnomalyFinder finder, AnomalySettings settings, Consumer<String> progress) throws BadInput {
        List<Slice> slices = new ArrayList<>();
        for (int slice = 0; slice < study.slices(); slice++) {
            progress.accept("slice " + (slice + 1) + " of " + study.slices());
            slices.add(slice(study, slice, finder, settings));
        }
        if (slices.stream().noneMatch(Slice.Mapped.class::isInstance)
                && slices.get(slices.size() / 2) instanceof Slice.Refused middle) {
            throw new BadInput(study.first().file() + ": "
                    + (slices.size() > 1 ? "no slice can be mapped; slice " + (slices.size() / 2 + 1) + ": " : "")
                    + middle.reason());
        }
        return new StudyFinding(slices);
    }

    private static Slice slice(Study study, int slice, AnomalyFinder finder, AnomalySettings settings) {
        try {
            return new Slice.Mapped(finder.find(study.slice(slice), settings, Urgency.analysis(0), () -> false));
        } catch (AnomalyRefusal e) {
            return new Slice.Refused(e.reason());
        }
    }

    Optional<AnomalyFinding> finding(int slice) {
        return slices.get(slice) instanceof Slice.Mapped mapped ? Optional.of(mapped.finding()) : Optional.empty();
    }

    List<AnomalyFinding> mapped() {
        return slices.stream()
                .filter(Slice.Mapped.class::isInstance)
                .map(slice -> ((Slice.Mapped) slice).finding())
                .toList();
    }

    /** The slice that is anomalous with the highest probability. */
    public AnomalyFinding most() {
        return mapped().stream()
                .max(Comparator.comparingDouble(AnomalyFinding::score))
                .orElseThrow();
    }

    /** Area above the threshold in all slices that count as anomalous, mm^2. */
    public double areaMm2() {
        return mapped().stream()
                .filter(AnomalyFinding::anomalous)
                .mapToDouble(AnomalyFinding::areaMm2)
                .sum();
    }

    /** Slices that count as anomalous. */
    public long anomalous() {
        return mapped().stream().filter(AnomalyFinding::anomalous).count();
    }
}
