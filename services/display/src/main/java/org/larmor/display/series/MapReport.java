package org.larmor.display.series;

import java.util.List;
import java.util.Locale;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyMap.Source;

/**
 * What is said of an anomaly map beside its pixels, which only the threshold gives a meaning.
 *
 * @param label to be shown wherever the map is
 * @param sources the pictures that it was made of, one line each; the first is the one to be shown under it
 * @param score probability that the slice holds an anomaly, 0 to 1
 * @param scoreThreshold score from which on the slice counts as anomalous
 * @param threshold of the map
 * @param share of the brain's pixels above it
 * @param areaMm2 their area, mm^2
 */
public record MapReport(
        String label,
        List<String> sources,
        int revision,
        double score,
        double scoreThreshold,
        double threshold,
        double share,
        double areaMm2,
        boolean anomalous,
        AnomalyFinding.Made made) {
    public static MapReport of(AnomalyMap map) {
        AnomalyFinding finding = map.finding();
        return new MapReport(
                AnomalyMap.LABEL,
                map.sources().stream().map(MapReport::name).toList(),
                map.revision(),
                finding.score(),
                finding.scoreThreshold(),
                finding.threshold(),
                finding.share(),
                finding.areaMm2(),
                finding.anomalous(),
                finding.made());
    }

    private static String name(Source source) {
        var index = source.index();
        return "%s of %s, repetition %d, contrast %d, phase %d, slice %d, revision %d"
                .formatted(
                        source.contrast().label(),
                        source.scanId(),
                        index.repetition(),
                        index.contrast(),
                        index.phase(),
                        index.slice(),
                        source.revision());
    }

    /** For the caption of a picture. */
    public List<String> caption() {
        return List.of(
                anomalous ? "anomaly map" : "anomaly map: no anomaly",
                String.format(Locale.ROOT, "score %.2f, %.0f mm2 above %.2g", score, areaMm2, threshold),
                made.evaluations() + " evaluations, " + label);
    }

    /** How the map or its counterpart came about, in one line for a person. */
    String sentence(Series series) {
        String what = series == Series.COUNTERPARTS
                ? "One picture that a model takes for healthy, not what the patient's brain looked like; "
                : "Where pictures differ from the nearest healthy ones that a model knows; ";
        return what
                + String.format(
                        Locale.ROOT,
                        "%s. Network %s %s, %d evaluations, seed %d. Score %.2f, %s from %.2f on; threshold %.4g, %.0f"
                                + " mm2 above it. Made of %s.%s",
                        label,
                        made.model(),
                        made.version(),
                        made.evaluations(),
                        made.seed(),
                        score,
                        anomalous ? "anomalous" : "no anomaly: that would be",
                        scoreThreshold,
                        threshold,
                        areaMm2,
                        String.join("; ", sources),
                        made.remark().isEmpty() ? "" : " " + made.remark());
    }
}
