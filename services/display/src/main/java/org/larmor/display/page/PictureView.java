package org.larmor.display.page;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.Uncertainty;

/**
 * What the page is told of a picture; the pixels are fetched by {@code key}, {@code stage} and {@code revision}.
 *
 * @param key names the image within its scan: repetition.contrast.phase.slice
 * @param aspect width over height as measured in the patient
 * @param share share of k-space used, 0 to 1
 * @param afterFirst milliseconds from the scan's first readout to this picture
 * @param afterLatest milliseconds from the latest readout before it to this picture
 * @param published milliseconds since the epoch; with the revision it tells a picture from every other one of its place
 * @param predictedNrmse error that the picture is expected to have, or null where its method states none
 * @param noiseLevel standard deviation of the noise in the picture's units
 */
record PictureView(
        String key,
        int repetition,
        int contrast,
        int phase,
        int slice,
        String stage,
        int revision,
        boolean last,
        int rows,
        int columns,
        double aspect,
        boolean uncertainty,
        @Nullable Double predictedNrmse,
        double share,
        double afterFirst,
        double afterLatest,
        double published,
        String method,
        String model,
        String modelVersion,
        String modelDigest,
        int evaluations,
        int samples,
        double noiseLevel,
        double acceleration,
        String remark,
        List<Provenance.Step> steps) {

    static PictureView of(ReconImage image) {
        Provenance how = image.provenance();
        Uncertainty uncertainty = image.uncertainty();
        return new PictureView(
                key(image.index()),
                image.index().repetition(),
                image.index().contrast(),
                image.index().phase(),
                image.index().slice(),
                image.stage().label(),
                image.revision(),
                image.last(),
                image.magnitude().rows(),
                image.magnitude().columns(),
                aspect(
                        image.geometry(),
                        image.magnitude().rows(),
                        image.magnitude().columns()),
                uncertainty != null,
                uncertainty == null ? null : uncertainty.predictedNrmse(),
                image.kspaceShare(),
                image.timing().published() - image.timing().firstReadout(),
                image.timing().published() - image.timing().latestReadout(),
                image.timing().published(),
                how.method(),
                how.model(),
                how.modelVersion(),
                how.modelDigest(),
                how.evaluations(),
                how.samples(),
                how.noiseLevel(),
                how.acceleration(),
                how.remark(),
                how.steps());
    }

    /** How an image is named in addresses. */
    static String key(ImageIndex index) {
        return index.repetition() + "." + index.contrast() + "." + index.phase() + "." + index.slice();
    }

    /** Width over height in the patient, or in pixels where that is not told. */
    static double aspect(Geometry geometry, int rows, int columns) {
        float width = geometry.fieldOfViewMm().x();
        float height = geometry.fieldOfViewMm().y();
        return width > 0 && height > 0 ? (double) width / height : (double) columns / rows;
    }
}
