package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.data.LesionSlices;
import org.larmor.app.results.AnomalyResults;
import org.larmor.app.results.PublishedMaps;
import org.larmor.app.results.ResultFolder;
import org.larmor.app.results.ScanResults;
import org.larmor.app.stack.RequestedScan;
import org.larmor.app.stack.ScanStack;
import org.larmor.console.simulate.PictureSource;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.ScanTag;
import org.larmor.core.metrics.Ranking;
import org.larmor.display.results.ResultListener;

/** The demonstration's study: a brain with lesions, measured at R = 4 in two contrasts, and the anomaly maps of its slices. */
final class AnomalyDemo {
    private static final List<Contrast> CONTRASTS = List.of(Contrast.T1, Contrast.FLAIR);
    private static final String STUDY = "lesions";
    private static final long SILENCE_MILLIS = 120_000;

    private final Path out;
    private final List<Measured> scans;
    private final AnomalyResults anomalies;
    private final List<RealImage> lesions;

    /** One contrast of the study. */
    private record Measured(PictureSource source, ResultFolder folder, ScanResults results) {}

    private AnomalyDemo(Path out, List<Measured> scans, List<RealImage> lesions) {
        this.out = out;
        this.scans = scans;
        this.anomalies = new AnomalyResults(scans.getLast().results().scanId());
        this.lesions = lesions;
    }

    static AnomalyDemo open(Path out, long seed) throws IOException {
        List<Measured> scans = new ArrayList<>();
        for (Contrast contrast : CONTRASTS) {
            PictureSource source = new PictureSource(settings(contrast, seed), LesionSlices.pictures(contrast));
            ResultFolder folder =
                    ResultFolder.open(out.resolve(contrast.label()), index -> source.expected(index.slice()));
            scans.add(
                    new Measured(source, folder, new ScanResults(source.header().scanId(), folder)));
        }
        return new AnomalyDemo(out, scans, LesionSlices.lesions());
    }

    private static PictureSource.Settings settings(Contrast contrast, long seed) {
        String all = CONTRASTS.stream().map(Contrast::label).collect(Collectors.joining(","));
        return new PictureSource.Settings(
                STUDY + "-" + contrast.label(),
                STUDY,
                "brain",
                List.of(
                        new UserParameter(ScanTag.CONTRAST, contrast.label()),
                        new UserParameter(ScanTag.STUDY_CONTRASTS, all),
                        new UserParameter(ScanTag.ANOMALY, "counterpart")),
                1,
                LesionSlices.stepMm(),
                8,
                4,
                24,
                .02,
                40,
                seed + contrast.ordinal());
    }

    List<ResultListener> listeners() {
        List<ResultListener> all = new ArrayList<>(List.of(anomalies));
        scans.forEach(scan -> all.add(scan.results()));
        return all;
    }

    void send(ScanStack stack, int samples, ProgressLine progress) throws InterruptedException {
        var spent = List.of(new UserParameter("larmor.samples", "" + samples));
        for (Measured scan : scans) {
            var header = scan.source().header();
            progress.say("Scanning %s: %d x %d, %d slices, %d coils, R = %.0f, %d readouts"
                    .formatted(
                            header.scanId(),
                            header.recon().rows(),
                            header.recon().columns(),
                            lesions.size(),
                            header.coils(),
                            header.acceleration(),
                            scan.source().readouts()));
            Sending.send(stack, new RequestedScan(scan.source(), spent), true, progress);
        }
    }

    /** Waits for pictures and maps, writes them, and says how well the maps rank the pixels that readers marked. */
    void conclude(ScanStack stack, ProgressLine progress) throws IOException, InterruptedException, Failure {
        for (Measured scan : scans) {
            boolean ended = scan.results().await(SILENCE_MILLIS, stack::isBroken);
            progress.close();
            scan.folder().finish(scan.results(), "simulated", scan.source().readouts());
            System.out.println();
            System.out.println(scan.results().scanId() + ", against the picture that was scanned:");
            System.out.print(
                    StageTable.of(scan.results(), index -> scan.source().expected(index.slice())));
            if (!ended || !scan.results().isWhole()) {
                throw new Failure("not every image of " + scan.results().scanId() + " was made");
            }
        }
        anomalies.await(lesions.size(), CONTRASTS.size(), SILENCE_MILLIS);
        List<AnomalyMap> maps = anomalies.maps();
        PublishedMaps.write(out, STUDY, maps, this::picture);
        if (maps.size() < lesions.size()) {
            String reason = anomalies.refusal();
            throw new Failure(maps.size() + " of " + lesions.size() + " anomaly maps came"
                    + (reason == null ? "" : ": " + reason));
        }
        System.out.println("\nAnomaly maps against the lesions that readers marked; " + AnomalyMap.LABEL + ":");
        for (AnomalyMap map : maps) {
            System.out.println(line(map));
        }
        System.out.println("Maps: " + out.resolve("anomaly.png") + ", map.npy, counterpart.npy, anomaly.json");
    }

    private RealImage picture(AnomalyMap.Source source) {
        return scans.stream()
                .flatMap(scan -> scan.results().newest().stream())
                .filter(image -> source.isOf(image.scanId(), image.index()))
                .map(ReconImage::magnitude)
                .findFirst()
                .orElseThrow();
    }

    private String line(AnomalyMap map) throws IOException {
        AnomalyFinding finding = map.finding();
        int slice = map.shown().index().slice();
        return String.format(
                Locale.ROOT,
                "  slice %d  %s  score %.2f  %5.0f mm2 above the threshold, %5.0f mm2 marked  AUROC inside the brain %.3f"
                        + "  %d evaluations  %.1f s after its pictures",
                slice,
                map.sources().stream().map(source -> source.contrast().label()).collect(Collectors.joining(" + ")),
                finding.score(),
                finding.areaMm2(),
                marked(slice),
                auroc(finding.map(), slice),
                finding.made().evaluations(),
                (map.published() - map.pictures()) / 1000);
    }

    private double marked(int slice) {
        int pixels = 0;
        for (float value : lesions.get(slice).data()) {
            pixels += value > 0 ? 1 : 0;
        }
        return pixels;
    }

    private double auroc(RealImage map, int slice) throws IOException {
        float[] brain = LesionSlices.pictures(Contrast.T1).get(slice).data();
        float[] scores = new float[brain.length];
        boolean[] labels = new boolean[brain.length];
        int count = 0;
        for (int i = 0; i < brain.length; i++) {
            if (brain[i] > 0) {
                scores[count] = map.data()[i];
                labels[count++] = lesions.get(slice).data()[i] > 0;
            }
        }
        return Ranking.of(java.util.Arrays.copyOf(scores, count), java.util.Arrays.copyOf(labels, count))
                .auroc();
    }
}
