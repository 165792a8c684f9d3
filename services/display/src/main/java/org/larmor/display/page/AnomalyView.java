package org.larmor.display.page;

import java.util.List;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyMap.Source;

/**
 * What the page is told of an anomaly map over one of the pictures that it was made of; the pixels are fetched by {@code key}.
 *
 * @param key names the image within its scan: repetition.contrast.phase.slice
 * @param picture revision of that image's picture
 * @param sources what the map was made of: contrast and scan, one line each
 * @param top value at the top of the map's scale over its threshold, at the bottom
 * @param published milliseconds since the epoch; with the revision it tells a map from every other one of its place
 * @param afterPictures milliseconds from the latest of its pictures to the map
 * @param label to be shown with the map
 */
record AnomalyView(
        String key,
        int revision,
        int picture,
        List<String> sources,
        double score,
        double scoreThreshold,
        double threshold,
        double top,
        double share,
        double areaMm2,
        boolean anomalous,
        double published,
        double afterPictures,
        String model,
        String modelVersion,
        String modelDigest,
        int evaluations,
        List<Integer> levels,
        String remark,
        String label) {

    static AnomalyView of(AnomalyMap map, Source over, double top) {
        AnomalyFinding finding = map.finding();
        AnomalyFinding.Made made = finding.made();
        return new AnomalyView(
                PictureView.key(over.index()),
                map.revision(),
                over.revision(),
                map.sources().stream()
                        .map(source -> source.contrast().label() + " of " + source.scanId())
                        .toList(),
                finding.score(),
                finding.scoreThreshold(),
                finding.threshold(),
                top,
                finding.share(),
                finding.areaMm2(),
                finding.anomalous(),
                map.published(),
                map.published() - map.pictures(),
                made.model(),
                made.version(),
                made.digest(),
                made.evaluations(),
                made.levels(),
                made.remark(),
                AnomalyMap.LABEL);
    }
}
