package org.larmor.recon.assemble;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ScanStatus.Sufficiency;

/** Tells, once, when every image of a scan is expected to be as good as its header asked for. */
final class QualityWatch {
    private record Prediction(double nrmse, double share) {}

    private final double bound;
    private final Map<ImageIndex, Prediction> latest = new HashMap<>();
    private boolean told;

    /** @param bound predicted NRMSE that suffices; 0 where nobody asks */
    QualityWatch(double bound) {
        this.bound = bound;
    }

    /**
     * Takes the prediction of an image's newest picture.
     *
     * @param share of its lines that the picture was made from, 0 to 1; a picture of fewer lines than one before counts not
     * @param images that the scan will have
     * @return set the first time that all of them are below the bound
     */
    Optional<Sufficiency> after(ImageIndex index, double share, double nrmse, int images) {
        Prediction prediction = new Prediction(nrmse, share);
        latest.merge(index, prediction, (before, now) -> now.share() >= before.share() ? now : before);
        if (told || latest.size() < images) {
            return Optional.empty();
        }
        Optional<Sufficiency> worst = latest.entrySet().stream()
                .map(entry -> new Sufficiency(
                        bound,
                        entry.getValue().nrmse(),
                        entry.getKey(),
                        entry.getValue().share()))
                .max(java.util.Comparator.comparingDouble(Sufficiency::predictedNrmse))
                .filter(all -> all.predictedNrmse() < bound);
        told = worst.isPresent();
        return worst;
    }
}
