package org.larmor.app.results;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.core.metrics.Score;

/**
 * One stage of a scan, all its images together; of each image the stage's newest picture counts.
 *
 * @param images images that reached the stage
 * @param afterFirst milliseconds from the scan's first readout to the last of them
 * @param afterLast milliseconds from the scan's last readout to the last of them; negative while the scan ran
 * @param evaluations network evaluations an image, on average
 * @param predictedNrmse error that the pictures are expected to have, on average, or null where the method states none
 * @param score against the truth, on average, or null where that is not known
 */
public record StageSummary(
        StageName name,
        int images,
        double afterFirst,
        double afterLast,
        double evaluations,
        int samples,
        @Nullable Double predictedNrmse,
        @Nullable Score score) {

    /** A line a stage, in order. */
    public static List<StageSummary> of(ScanResults results, @Nullable Truth truth) {
        var byStage = new TreeMap<StageName, List<ReconImage>>();
        var indices = new TreeSet<ImageIndex>();
        results.newest().forEach(image -> indices.add(image.index()));
        for (ImageIndex index : indices) {
            results.stages(index).forEach((name, image) -> byStage.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(image));
        }
        double lastReadout = lastReadout(results);
        List<StageSummary> summaries = new ArrayList<>();
        byStage.forEach((name, images) -> summaries.add(sumUp(name, images, lastReadout, truth)));
        return summaries;
    }

    /** When the scan's last readout arrived, as far as its pictures tell. */
    static double lastReadout(ScanResults results) {
        return results.newest().stream()
                .mapToDouble(image -> image.timing().latestReadout())
                .max()
                .orElse(0);
    }

    private static StageSummary sumUp(
            StageName name, List<ReconImage> images, double lastReadout, @Nullable Truth truth) {
        double published = images.stream()
                .mapToDouble(image -> image.timing().published())
                .max()
                .orElse(0);
        double firstReadout = images.stream()
                .mapToDouble(image -> image.timing().firstReadout())
                .min()
                .orElse(0);
        return new StageSummary(
                name,
                images.size(),
                published - firstReadout,
                published - lastReadout,
                images.stream()
                        .mapToInt(image -> image.provenance().evaluations())
                        .average()
                        .orElse(0),
                images.stream()
                        .mapToInt(image -> image.provenance().samples())
                        .max()
                        .orElse(0),
                predicted(images),
                truth == null ? null : score(images, truth));
    }

    private static @Nullable Double predicted(List<ReconImage> images) {
        double sum = 0;
        for (ReconImage image : images) {
            Uncertainty uncertainty = image.uncertainty();
            if (uncertainty == null) {
                return null;
            }
            sum += uncertainty.predictedNrmse();
        }
        return sum / images.size();
    }

    private static Score score(List<ReconImage> images, Truth truth) {
        return Score.mean(Score.of(
                images.stream().map(image -> truth.of(image.index())).toList(),
                images.stream().map(ReconImage::magnitude).toList()));
    }
}
