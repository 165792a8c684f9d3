package org.larmor.app.anomaly;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.StudySlice;
import org.larmor.display.picture.ContactSheet;
import org.larmor.display.picture.ContactSheet.Strip;
import org.larmor.display.picture.ContactSheet.Tile;
import org.larmor.display.picture.Window;

/** One picture of a study's maps: a slice a row, with its input, healthy counterpart, map and the contour of what is above the threshold. */
final class AnomalyOverview {
    private static final int MOST_ROWS = 6;
    /** Shown first if it is there: most lesions are bright in it. */
    private static final Contrast SHOWN = Contrast.FLAIR;

    private AnomalyOverview() {}

    static BufferedImage of(Study study, StudyFinding found) {
        List<Integer> shown = IntStream.range(0, study.slices())
                .boxed()
                .filter(slice -> found.finding(slice).isPresent())
                .sorted(Comparator.comparingDouble(
                        slice -> -found.finding(slice).orElseThrow().score()))
                .limit(MOST_ROWS)
                .sorted()
                .toList();
        float most = (float) found.mapped().stream()
                .mapToDouble(AnomalyFinding::threshold)
                .max()
                .orElse(1);
        List<RealImage> maps = shown.stream()
                .map(slice -> found.finding(slice).orElseThrow().map())
                .toList();
        Window scale = Window.upTo(Math.max(4 * most, Window.quantile(maps, 0.999)));
        List<Strip> strips = new ArrayList<>();
        for (int slice : shown) {
            strips.add(strip(study.slice(slice), slice, found.finding(slice).orElseThrow(), scale));
        }
        AnomalyFinding first = found.most();
        return ContactSheet.draw(
                "Anomaly maps: not for diagnosis",
                "%s %s, seed %d; %d of %d slices counted as anomalous"
                        .formatted(
                                first.made().model(),
                                first.made().version(),
                                first.made().seed(),
                                found.anomalous(),
                                found.mapped().size()),
                strips);
    }

    private static Strip strip(StudySlice slice, int number, AnomalyFinding finding, Window scale) {
        Contrast contrast = slice.pictures().containsKey(SHOWN)
                ? SHOWN
                : slice.pictures().keySet().iterator().next();
        RealImage input = Objects.requireNonNull(slice.pictures().get(contrast));
        RealImage healthy = Objects.requireNonNull(finding.counterparts().get(contrast));
        Window grey = Window.robust(List.of(input));
        double aspect = slice.columnSpacing() * slice.columns() / (slice.rowSpacing() * slice.rows());
        return new Strip(
                "slice " + number,
                List.of(
                        new Tile(input, grey, aspect, false, List.of("input", contrast.label())),
                        new Tile(healthy, grey, aspect, false, List.of("healthy counterpart", contrast.label())),
                        new Tile(
                                finding.map(),
                                scale,
                                aspect,
                                true,
                                List.of(
                                        "map",
                                        "score %.2f, from %.2f on"
                                                .formatted(finding.score(), finding.scoreThreshold()))),
                        new Tile(
                                contoured(input, finding, grey),
                                grey,
                                aspect,
                                false,
                                List.of(
                                        finding.anomalous() ? "above the threshold" : "no anomaly",
                                        "%.0f mm², %.1f %% of the brain"
                                                .formatted(finding.areaMm2(), 100 * finding.share())))));
    }

    /** The picture with a white line around what is above the threshold, where the slice counts as anomalous. */
    static RealImage contoured(RealImage picture, AnomalyFinding finding, Window grey) {
        float[] map = finding.map().data();
        float[] values = picture.data().clone();
        int columns = picture.columns();
        for (int i = 0; finding.anomalous() && i < values.length; i++) {
            boolean above = map[i] > finding.threshold();
            boolean edge = i % columns > 0 && above != map[i - 1] > finding.threshold()
                    || i >= columns && above != map[i - columns] > finding.threshold();
            values[i] = edge ? grey.high() : values[i];
        }
        return new RealImage(picture.rows(), columns, values);
    }
}
