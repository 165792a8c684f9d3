package org.larmor.console.bridge;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Uncertainty;
import org.larmor.core.domain.Vector3;

/**
 * Makes MRD images of the pictures of one scan. Series 0 are last pictures, series 1 their standard deviations; previews have two
 * series a stage: 2 and 3 zero-filled, 4 and 5 SENSE, 6 and 7 coarse, 8 and 9 refined.
 */
final class ImageMessages {
    static final String NOT_FOR_DIAGNOSIS = "not for diagnosis";

    private static final double ROBUST = 0.995;
    private static final int LARGEST_NUMBER = 65_535;
    private static final MathContext DIGITS = new MathContext(6);

    private final ScanHeader header;
    private final Origins origins;
    private final BridgeRequest request;

    ImageMessages(ScanHeader header, Origins origins, BridgeRequest request) {
        this.header = header;
        this.origins = origins;
        this.request = request;
    }

    /** The picture, and its standard deviation where it has one and it is wanted. */
    List<MrdImage> of(ReconImage image) {
        List<MrdImage> messages = new ArrayList<>();
        messages.add(message(image, image.magnitude(), false));
        RealImage deviation = image.standardDeviation();
        if (deviation != null && request.deviations()) {
            messages.add(message(image, deviation, true));
        }
        return messages;
    }

    private MrdImage message(ReconImage image, RealImage pixels, boolean deviation) {
        int stage = image.last() ? 0 : 1 + image.stage().ordinal();
        return new MrdImage(
                pixels,
                request.pixels(),
                image.geometry(),
                image.index(),
                origins.of(image.index()),
                2 * stage + (deviation ? 1 : 0),
                number(image.index()),
                attributes(image, pixels, deviation));
    }

    /** The same for every picture of an image; images are counted in the order of files. */
    private int number(ImageIndex index) {
        var limits = header.limits();
        long before = index.repetition();
        before = before * limits.contrast().count() + index.contrast();
        before = before * request.phases(limits.phase().count()) + index.phase();
        before = before * limits.slice().count() + index.slice();
        return (int) (1 + before % LARGEST_NUMBER);
    }

    private byte[] attributes(ReconImage image, RealImage pixels, boolean deviation) {
        MetaAttributes meta = new MetaAttributes();
        describe(meta, image, deviation);
        window(meta, pixels);
        directions(meta, image);
        provenance(meta, image);
        return meta.encoded();
    }

    private static void describe(MetaAttributes meta, ReconImage image, boolean deviation) {
        List<String> series = new ArrayList<>(List.of("Larmor"));
        if (!image.last()) {
            series.add("preview");
        }
        series.add(image.stage().label());
        List<String> type = new ArrayList<>(series);
        if (deviation) {
            series.add("standard deviation");
            type.add("STDDEV");
        }
        type.replaceAll(value -> value.toUpperCase(Locale.ROOT));
        meta.putBoth("DataRole", "DataRole", List.of(deviation ? "Quantitative" : "Image"))
                .putBoth("SeriesDescription", "SeqDescription", series)
                .putBoth("ImageComment", "ImageComment", comment(image))
                .putBoth("ImageProcessingHistory", "ImageProcessingHistory", List.of("LARMOR"))
                .put("ImageType", type);
    }

    private static List<String> comment(ReconImage image) {
        Provenance made = image.provenance();
        List<String> comment = new ArrayList<>(List.of(NOT_FOR_DIAGNOSIS, made.method()));
        if (!made.model().isEmpty()) {
            comment.add("model " + made.model() + " " + made.modelVersion());
        }
        Uncertainty uncertainty = image.uncertainty();
        if (uncertainty != null) {
            comment.add("predicted NRMSE " + number(uncertainty.predictedNrmse()));
        }
        if (!made.remark().isEmpty()) {
            comment.add(made.remark());
        }
        return comment;
    }

    /** From 0 to a robust maximum, in the picture's own units. */
    private void window(MetaAttributes meta, RealImage pixels) {
        double high = quantile(pixels.data());
        meta.putBoth("WindowCenter", "WindowCenter", List.of(number(high / 2)))
                .putBoth("WindowWidth", "WindowWidth", List.of(number(high)));
        if (request.pixels() != PixelType.FLOAT32) {
            meta.put("RescaleIntercept", 0).put("RescaleSlope", request.pixels().slope(pixels.data()));
        }
    }

    private static double quantile(float[] pixels) {
        float[] sorted = pixels.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(ROBUST * (sorted.length - 1))];
    }

    private static void directions(MetaAttributes meta, ReconImage image) {
        var placement = image.geometry().placement();
        meta.put("Keep_image_geometry", 1)
                .put("ImageRowDir", values(placement.read()))
                .put("ImageColumnDir", values(placement.phase()));
    }

    private static void provenance(MetaAttributes meta, ReconImage image) {
        Provenance made = image.provenance();
        meta.put("LarmorScan", image.scanId())
                .put("LarmorUse", NOT_FOR_DIAGNOSIS)
                .put("LarmorStage", image.stage().label())
                .put("LarmorLast", image.last())
                .put("LarmorRevision", image.revision())
                .put("LarmorKspaceShare", number(image.kspaceShare()))
                .put("LarmorAcceleration", number(made.acceleration()))
                .put("LarmorMethod", made.method())
                .put("LarmorEvaluations", made.evaluations())
                .put("LarmorSamples", made.samples())
                .put("LarmorSeed", made.seed());
        put(meta, "LarmorModel", made.model());
        put(meta, "LarmorModelVersion", made.modelVersion());
        put(meta, "LarmorModelDigest", made.modelDigest());
        put(meta, "LarmorRemark", made.remark());
        Uncertainty uncertainty = image.uncertainty();
        put(meta, "LarmorPredictedNrmse", uncertainty == null ? null : number(uncertainty.predictedNrmse()));
    }

    private static void put(MetaAttributes meta, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            meta.put(name, value);
        }
    }

    private static List<Float> values(Vector3 direction) {
        return List.of(direction.x(), direction.y(), direction.z());
    }

    private static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
                : "0";
    }
}
