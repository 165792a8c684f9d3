package org.larmor.app.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Uncertainty;
import org.larmor.core.metrics.Score;
import org.larmor.display.files.WholeFile;

/**
 * What {@code report.json} says: how a scan came to its pictures, in numbers.
 *
 * @param source where the scan came from: a file, or a simulation
 * @param order what the images in the array files are ordered by
 * @param acceleration effective R: grid samples over measured ones
 * @param noiseLevel standard deviation of the noise (real or imaginary part) in the pictures' units
 * @param predictedNrmse error that the pictures are expected to have, on average, or null where the method states none
 * @param sufficient when the scan was told to be good enough, or null
 * @param uncertainty whether a standard deviation was written, and if not, why
 */
public record Report(
        String scan,
        String source,
        String state,
        String message,
        boolean whole,
        String method,
        Model model,
        long seed,
        String remark,
        int images,
        int imagesExpected,
        int rows,
        int columns,
        String order,
        double acceleration,
        double noiseLevel,
        int evaluations,
        int samples,
        Readouts readouts,
        String uncertainty,
        @Nullable Double predictedNrmse,
        @Nullable Sufficient sufficient,
        List<Stage> stages,
        List<Picture> previews,
        List<String> refused) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** The network, or empty texts for a classic method. */
    public record Model(String name, String version, String sha256) {}

    /** What became of the readouts; dropped are duplicates and refused ones. */
    public record Readouts(long sent, long received, long dropped, long duplicate, long refused, long missing) {}

    /** One stage, all images together: times of its last picture, milliseconds. */
    public record Stage(
            String stage,
            String method,
            int images,
            double afterFirstReadoutMs,
            double afterLastReadoutMs,
            double evaluations,
            int samples,
            @Nullable Double predictedNrmse,
            @Nullable Figures truth) {}

    /** Agreement with the truth, where it is known. */
    public record Figures(double psnr, double object, double ssim, double nrmse) {}

    /** The predicted error that fell below the bound of the scan, the largest of its images, and that image's share of k-space. */
    public record Sufficient(double requestedNrmse, double predictedNrmse, int slice, double kspaceShare) {}

    /** One picture as it came; {@code psnr} inside the object, dB, where the truth is known. */
    public record Picture(
            String file,
            String stage,
            String method,
            int repetition,
            int contrast,
            int phase,
            int slice,
            int revision,
            double kspaceShare,
            double afterFirstReadoutMs,
            double afterLatestReadoutMs,
            int evaluations,
            boolean warmStart,
            @Nullable Double predictedNrmse,
            @Nullable Double psnr,
            List<Provenance.Step> steps) {

        static Picture of(String file, ReconImage image, @Nullable Truth truth) {
            Uncertainty uncertainty = image.uncertainty();
            return new Picture(
                    file,
                    image.stage().label(),
                    image.provenance().method(),
                    image.index().repetition(),
                    image.index().contrast(),
                    image.index().phase(),
                    image.index().slice(),
                    image.revision(),
                    image.kspaceShare(),
                    image.timing().published() - image.timing().firstReadout(),
                    image.timing().published() - image.timing().latestReadout(),
                    image.provenance().evaluations(),
                    image.provenance().warmStart(),
                    uncertainty == null ? null : uncertainty.predictedNrmse(),
                    truth == null
                            ? null
                            : Score.of(truth.of(image.index()), image.magnitude())
                                    .object(),
                    image.provenance().steps());
        }
    }

    /** What is known of a scan; {@code sent} is how many readouts were sent. */
    static Report of(ScanResults results, String source, long sent, List<Picture> previews, @Nullable Truth truth) {
        List<ReconImage> newest = results.newest();
        ScanStatus status = results.status();
        ScanStatus.Counts counts = status == null ? ScanStatus.Counts.NONE : status.counts();
        @Nullable ReconImage image = newest.isEmpty() ? null : newest.get(newest.size() - 1);
        List<StageSummary> stages = StageSummary.of(results, truth);
        Provenance how = image == null
                ? new Provenance("", "", "", "", 0, 0, false, 0, 0, 0, "", List.of())
                : image.provenance();
        return new Report(
                results.scanId(),
                source,
                status == null ? "" : status.state().name().toLowerCase(Locale.ROOT),
                status == null ? "" : status.message(),
                results.isWhole(),
                how.method(),
                new Model(how.model(), how.modelVersion(), how.modelDigest()),
                how.seed(),
                how.remark(),
                newest.size(),
                status == null ? 0 : status.imagesExpected(),
                image == null ? 0 : image.magnitude().rows(),
                image == null ? 0 : image.magnitude().columns(),
                "repetition, contrast, phase, slice; rows along phase encoding, columns along readout",
                how.acceleration(),
                how.noiseLevel(),
                newest.stream().mapToInt(i -> i.provenance().evaluations()).sum(),
                how.samples(),
                new Readouts(
                        sent,
                        counts.received(),
                        counts.duplicate() + counts.refused(),
                        counts.duplicate(),
                        counts.refused(),
                        counts.missing()),
                uncertainty(newest),
                stages.isEmpty() ? null : stages.get(stages.size() - 1).predictedNrmse(),
                sufficient(results.sufficiency()),
                stages.stream().map(Report::stage).toList(),
                previews,
                results.reasons());
    }

    void write(Path path) throws IOException {
        byte[] text = JSON.writeValueAsBytes(this);
        WholeFile.write(path, out -> out.write(text));
    }

    private static String uncertainty(List<ReconImage> newest) {
        boolean all = !newest.isEmpty() && newest.stream().allMatch(image -> image.standardDeviation() != null);
        return all
                ? "standard deviation of a pixel, in the units of the magnitude"
                : "not written: the method states no uncertainty";
    }

    private static @Nullable Sufficient sufficient(ScanStatus.@Nullable Sufficiency told) {
        return told == null
                ? null
                : new Sufficient(
                        told.requestedNrmse(),
                        told.predictedNrmse(),
                        told.index().slice(),
                        told.kspaceShare());
    }

    private static Stage stage(StageSummary summary) {
        Score score = summary.score();
        return new Stage(
                summary.name().stage().label(),
                summary.name().method(),
                summary.images(),
                summary.afterFirst(),
                summary.afterLast(),
                summary.evaluations(),
                summary.samples(),
                summary.predictedNrmse(),
                score == null ? null : new Figures(score.psnr(), score.object(), score.ssim(), score.nrmse()));
    }
}
