package org.larmor.app.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.display.files.NiftiFile;
import org.larmor.display.files.NiftiFile.Plane;
import org.larmor.display.files.NpyFile;
import org.larmor.display.files.PngPictures;
import org.larmor.display.picture.Rendering;
import org.larmor.display.picture.Window;

/**
 * The folder that a scan's pictures are written to: {@code previews/} as they come; at the end arrays, NIfTI volumes, the
 * contact sheet, the report, and where the truth is known a plot of how near the pictures came to it. What an earlier run left there under these names is removed first.
 */
public final class ResultFolder implements PictureSink {
    private static final List<String> NAMES = List.of(
            "magnitude.npy",
            "uncertainty.npy",
            "magnitude.nii.gz",
            "uncertainty.nii.gz",
            "overview.png",
            "previews.png",
            "report.json");

    private final Path folder;
    private final @Nullable Truth truth;
    private final List<Report.Picture> previews = new ArrayList<>();

    private ResultFolder(Path folder, @Nullable Truth truth) {
        this.folder = folder;
        this.truth = truth;
    }

    /**
     * Makes the folder, or empties it of what an earlier run wrote.
     *
     * @param truth the true pictures, or null where they are not known
     * @throws IOException if it cannot be made or written to
     */
    public static ResultFolder open(Path folder, @Nullable Truth truth) throws IOException {
        try {
            return emptied(folder, truth);
        } catch (IOException e) {
            throw new IOException(
                    "folder " + folder + " cannot be written to ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private static ResultFolder emptied(Path folder, @Nullable Truth truth) throws IOException {
        Path previews = folder.resolve("previews");
        Files.createDirectories(previews);
        for (String name : NAMES) {
            Files.deleteIfExists(folder.resolve(name));
        }
        try (Stream<Path> old = Files.list(previews)) {
            for (Path file : old.filter(f -> f.getFileName().toString().matches("\\d{4,}-.*\\.png"))
                    .toList()) {
                Files.delete(file);
            }
        }
        return new ResultFolder(folder, truth);
    }

    public Path path() {
        return folder;
    }

    /** Writes a picture into {@code previews/}, in a window of its own; the names sort as they came. */
    @Override
    public void accept(int order, ReconImage image) {
        String name = "previews/" + name(order, image);
        Window window = Window.robust(List.of(image.magnitude()));
        try {
            PngPictures.write(folder.resolve(name), Rendering.grey(image.magnitude(), window));
        } catch (IOException e) {
            throw new UncheckedIOException(folder.resolve(name) + " cannot be written: " + e.getMessage(), e);
        }
        Report.Picture noted = Report.Picture.of(name, image, truth);
        synchronized (previews) {
            previews.add(noted);
        }
    }

    /**
     * Writes everything else.
     *
     * @param source where the scan came from, for the report
     * @param sent readouts that were sent
     */
    public void finish(ScanResults results, String source, long sent) throws IOException {
        List<ReconImage> newest = results.newest();
        if (!newest.isEmpty()) {
            write(
                    "magnitude",
                    newest,
                    newest.stream().map(ReconImage::magnitude).toList());
            List<RealImage> deviations = new ArrayList<>();
            for (ReconImage image : newest) {
                RealImage deviation = image.standardDeviation();
                if (deviation != null) {
                    deviations.add(deviation);
                }
            }
            if (deviations.size() == newest.size()) {
                write("uncertainty", newest, deviations);
            }
            PngPictures.write(folder.resolve("overview.png"), Overview.draw(results, truth));
        }
        PreviewQuality quality = quality();
        if (!quality.isEmpty()) {
            PngPictures.write(folder.resolve("previews.png"), quality.plot(results.scanId()));
        }
        Report.of(results, source, sent, came(), truth).write(folder.resolve("report.json"));
    }

    /** How near the pictures came to the truth, so far; empty where it is not known. */
    public PreviewQuality quality() {
        return PreviewQuality.of(came());
    }

    private List<Report.Picture> came() {
        synchronized (previews) {
            return List.copyOf(previews);
        }
    }

    private void write(String name, List<ReconImage> images, List<RealImage> values) throws IOException {
        NpyFile.write(folder.resolve(name + ".npy"), values);
        List<Plane> planes = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            planes.add(new Plane(images.get(i).index(), images.get(i).geometry(), values.get(i)));
        }
        if (NiftiFile.isVolume(planes)) {
            NiftiFile.write(folder.resolve(name + ".nii.gz"), "Larmor " + name, planes);
        }
    }

    private static String name(int order, ReconImage image) {
        ImageIndex index = image.index();
        StringBuilder name = new StringBuilder(
                "%04d-%s-slice%03d".formatted(order, StageName.of(image).label(), index.slice()));
        if (index.phase() > 0) {
            name.append("-phase%03d".formatted(index.phase()));
        }
        if (index.contrast() > 0) {
            name.append("-contrast%03d".formatted(index.contrast()));
        }
        if (index.repetition() > 0) {
            name.append("-repetition%03d".formatted(index.repetition()));
        }
        return name.append(String.format(Locale.ROOT, "-%03.0fpercent.png", 100 * image.kspaceShare()))
                .toString();
    }
}
