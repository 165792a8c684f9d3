package org.larmor.app.results;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.metrics.LeastSquaresScale;
import org.larmor.core.metrics.Score;
import org.larmor.display.picture.ContactSheet;
import org.larmor.display.picture.ContactSheet.Strip;
import org.larmor.display.picture.ContactSheet.Tile;
import org.larmor.display.picture.Window;

/** Chooses what the contact sheet of a scan shows: a few of its images, each with its stages, uncertainty and truth. */
final class Overview {
    private static final int MOST_STRIPS = 3;

    private final ScanResults results;
    private final @Nullable Truth truth;
    private final Window grey;
    private final Window colour;

    private Overview(ScanResults results, @Nullable Truth truth) {
        List<ReconImage> newest = results.newest();
        this.results = results;
        this.truth = truth;
        this.grey = Window.robust(newest.stream().map(ReconImage::magnitude).toList());
        List<RealImage> deviations = new ArrayList<>();
        for (ReconImage image : newest) {
            RealImage deviation = image.standardDeviation();
            if (deviation != null) {
                deviations.add(deviation);
            }
        }
        this.colour = Window.robust(deviations);
    }

    /** The sheet; there must be at least one picture. */
    static BufferedImage draw(ScanResults results, @Nullable Truth truth) {
        Overview overview = new Overview(results, truth);
        List<Strip> strips = overview.chosen().stream().map(overview::strip).toList();
        return ContactSheet.draw(results.scanId(), overview.subtitle(), strips);
    }

    private String subtitle() {
        List<ReconImage> newest = results.newest();
        ReconImage image = newest.get(newest.size() / 2);
        Provenance how = image.provenance();
        String model = how.model().isEmpty() ? "" : "     model " + how.model() + " " + how.modelVersion();
        String remark = how.remark().isEmpty() ? "" : "     " + how.remark();
        return "R = %.1f     %d x %d     %d images     %s%s%s"
                .formatted(
                        how.acceleration(),
                        image.magnitude().rows(),
                        image.magnitude().columns(),
                        newest.size(),
                        how.method(),
                        model,
                        remark)
                .replace(".0 ", " ");
    }

    /** The middle slice first and then towards the ends; with several phases the first and one in systole. */
    private List<ImageIndex> chosen() {
        List<ImageIndex> all = new ArrayList<>(
                new TreeSet<>(results.newest().stream().map(ReconImage::index).toList()));
        if (all.size() <= MOST_STRIPS) {
            return all;
        }
        int[] slices =
                all.stream().mapToInt(ImageIndex::slice).distinct().sorted().toArray();
        int[] phases =
                all.stream().mapToInt(ImageIndex::phase).distinct().sorted().toArray();
        List<ImageIndex> chosen = new ArrayList<>();
        for (double share : phases.length > 1 ? new double[] {0.5} : new double[] {0.25, 0.5, 0.75}) {
            int slice = slices[(int) (share * (slices.length - 1) + 0.5)];
            for (double moment : phases.length > 1 ? new double[] {0, 0.35} : new double[] {0}) {
                int phase = phases[(int) (moment * (phases.length - 1) + 0.5)];
                all.stream()
                        .filter(i -> i.slice() == slice && i.phase() == phase && !chosen.contains(i))
                        .findFirst()
                        .ifPresent(chosen::add);
            }
        }
        return chosen.isEmpty() ? all.subList(0, 1) : chosen;
    }

    private Strip strip(ImageIndex index) {
        List<Tile> tiles = new ArrayList<>();
        ReconImage last = null;
        for (Map.Entry<StageName, ReconImage> stage : results.stages(index).entrySet()) {
            last = stage.getValue();
            tiles.add(new Tile(last.magnitude(), grey, aspect(last), false, caption(stage.getKey(), last)));
        }
        if (last == null) {
            throw new IllegalStateException("image " + index + " has no picture");
        }
        RealImage deviation = last.standardDeviation();
        if (deviation != null) {
            tiles.add(new Tile(
                    deviation,
                    colour,
                    aspect(last),
                    true,
                    List.of("uncertainty", "standard deviation of a pixel", origin(last.provenance()))));
        }
        if (truth != null) {
            tiles.add(new Tile(scaledTruth(truth.of(index), last), grey, aspect(last), false, List.of("truth")));
        }
        return new Strip(label(index), tiles);
    }

    /** What the deviation is made of: the spread of samples, the error that the network itself expects, or both. */
    static String origin(Provenance how) {
        String spread = "spread of " + how.samples() + " posterior samples";
        boolean polished = how.steps().stream().anyMatch(step -> step.name().equals("polish"));
        return how.samples() < 2
                ? "the network's expected error"
                : polished ? spread + " + the network's error" : spread;
    }

    private List<String> caption(StageName name, ReconImage image) {
        Provenance how = image.provenance();
        List<String> lines = new ArrayList<>();
        lines.add(name.label());
        double after = image.timing().published() - StageSummary.lastReadout(results);
        lines.add(String.format(Locale.ROOT, "%.0f %% of k-space, ", 100 * image.kspaceShare())
                + (after < 0 ? "while scanning" : String.format(Locale.ROOT, "+%,.0f ms", after)));
        if (how.evaluations() > 0) {
            String samples = how.samples() > 1 ? ", " + how.samples() + " samples" : "";
            lines.add(how.evaluations() + " evaluations" + samples);
        }
        if (truth != null) {
            Score score = Score.of(truth.of(image.index()), image.magnitude());
            lines.add(String.format(Locale.ROOT, "PSNR %.1f dB, SSIM %.3f", score.psnr(), score.ssim()));
        }
        return lines;
    }

    private static RealImage scaledTruth(RealImage truth, ReconImage image) {
        float factor = (float) (1 / LeastSquaresScale.of(List.of(truth), List.of(image.magnitude())));
        float[] scaled = new float[truth.data().length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = truth.data()[i] * factor;
        }
        return new RealImage(truth.rows(), truth.columns(), scaled);
    }

    private static double aspect(ReconImage image) {
        Geometry geometry = image.geometry();
        float width = geometry.fieldOfViewMm().x();
        float height = geometry.fieldOfViewMm().y();
        return width > 0 && height > 0
                ? width / height
                : (double) image.magnitude().columns() / image.magnitude().rows();
    }

    private String label(ImageIndex index) {
        List<String> parts = new ArrayList<>();
        parts.add("slice " + index.slice());
        boolean phases =
                results.newest().stream().anyMatch(image -> image.index().phase() > 0);
        boolean contrasts =
                results.newest().stream().anyMatch(image -> image.index().contrast() > 0);
        boolean repetitions =
                results.newest().stream().anyMatch(image -> image.index().repetition() > 0);
        if (phases) {
            parts.add("phase " + index.phase());
        }
        if (contrasts) {
            parts.add("contrast " + index.contrast());
        }
        if (repetitions) {
            parts.add("repetition " + index.repetition());
        }
        return String.join(", ", parts);
    }
}
