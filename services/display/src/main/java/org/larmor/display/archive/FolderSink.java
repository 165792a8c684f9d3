package org.larmor.display.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.RealImage;
import org.larmor.display.dicom.MrInstances;
import org.larmor.display.files.MrdImageFile;
import org.larmor.display.files.NiftiFile;
import org.larmor.display.files.NiftiFile.Plane;
import org.larmor.display.files.NpyFile;
import org.larmor.display.files.PngPictures;
import org.larmor.display.files.WholeFile;
import org.larmor.display.picture.Rendering;
import org.larmor.display.picture.Window;
import org.larmor.display.series.MapReport;
import org.larmor.display.series.Series;
import org.larmor.display.series.SeriesImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder a scan: a file an image as it comes, and when the scan is over what holds all of it. */
public final class FolderSink implements ArchiveSink {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSink.class);
    private static final List<Series> VOLUMES = List.of(Series.PICTURES, Series.DEVIATIONS, Series.FRAMES);

    private static final String DESCRIPTION = "Larmor, not for diagnosis";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path root;
    private final Set<ArchiveFormat> formats;
    private final Set<Path> written = new LinkedHashSet<>();

    /** @throws IOException if the folder cannot be made, in one line */
    public FolderSink(Path root, Set<ArchiveFormat> formats) throws IOException {
        try {
            this.root = Files.createDirectories(root);
        } catch (IOException e) {
            throw new IOException(
                    "folder " + root + " cannot be made (" + e.getClass().getSimpleName() + ")", e);
        }
        this.formats = Set.copyOf(formats);
    }

    @Override
    public void take(List<SeriesImage> images) throws IOException {
        for (SeriesImage image : images) {
            report(image);
            for (ArchiveFormat format : formats) {
                try {
                    take(image, format);
                } catch (IOException e) {
                    String what =
                            "scan " + image.scanId() + ", " + image.name() + ": no " + format + " file in " + root;
                    throw new IOException(what + " (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")", e);
                }
            }
        }
    }

    private void take(SeriesImage image, ArchiveFormat format) throws IOException {
        switch (format) {
            case PNG -> PngPictures.write(file(image, ".png"), picture(image));
            case NPY -> NpyFile.write(file(image, ".npy"), List.of(image.pixels()));
            case DICOM -> {
                byte[] bytes = MrInstances.of(image).file();
                WholeFile.write(file(image, ".dcm"), out -> out.write(bytes));
            }
            case NIFTI -> {
                if (image.series().isOfMap()) {
                    NiftiFile.write(file(image, ".nii.gz"), DESCRIPTION, List.of(plane(image)));
                }
            }
            case MRD -> {}
        }
    }

    private static BufferedImage picture(SeriesImage image) {
        Window window = Window.robust(List.of(image.pixels()));
        return switch (image.series()) {
            case PICTURES, FRAMES, ZERO_FILLED, SENSE, COARSE, REFINED -> Rendering.grey(image.pixels(), window);
            case DEVIATIONS -> Rendering.colours(image.pixels(), window);
            case ANOMALIES, COUNTERPARTS -> MapSheet.of(image);
        };
    }

    /** The threshold and what else gives a map's values a meaning, whatever they are written as. */
    private void report(SeriesImage image) throws IOException {
        AnomalyMap map = image.anomaly();
        if (map != null && image.series() == Series.ANOMALIES) {
            byte[] text = JSON.writeValueAsBytes(MapReport.of(map));
            WholeFile.write(file(image, ".json"), out -> out.write(text));
        }
    }

    private Path file(SeriesImage image, String ending) {
        return file(image.scanId(), image.name() + ending);
    }

    private Path file(String scanId, String name) {
        Path path = ScanFolders.of(root, scanId).resolve(name);
        written.add(path);
        return path;
    }

    @Override
    public boolean wantsScans() {
        return formats.stream().anyMatch(ArchiveFormat::isOfScan);
    }

    @Override
    public void finish(String scanId, List<SeriesImage> images, List<SeriesImage> frames) throws IOException {
        take(frames);
        List<SeriesImage> all = new ArrayList<>(images);
        all.addAll(frames);
        if (all.isEmpty()) {
            return;
        }
        if (formats.contains(ArchiveFormat.MRD)) {
            MrdImageFile.write(file(scanId, "images.h5"), all);
        }
        if (formats.contains(ArchiveFormat.NIFTI)) {
            for (Series series : VOLUMES) {
                volume(scanId, series, all);
            }
        }
    }

    private static Plane plane(SeriesImage image) {
        return new Plane(image.index(), image.geometry(), image.pixels());
    }

    private void volume(String scanId, Series series, List<SeriesImage> all) throws IOException {
        List<Plane> planes = all.stream()
                .filter(image -> image.series() == series)
                .map(FolderSink::plane)
                .toList();
        if (planes.isEmpty()) {
            return;
        }
        if (NiftiFile.isVolume(planes)) {
            String name = series.label() + ".nii.gz";
            NiftiFile.write(file(scanId, name), DESCRIPTION, planes);
        } else {
            RealImage first = planes.get(0).image();
            LOG.warn(
                    "scan {}: its {} {} ({} x {}, ...) are no whole volume: no NIfTI file",
                    scanId,
                    planes.size(),
                    series.label(),
                    first.columns(),
                    first.rows());
        }
    }

    @Override
    public void flush() throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path path : written) {
            force(path, StandardOpenOption.WRITE);
            folders.add(path.getParent());
        }
        for (Path folder : folders) {
            force(folder, StandardOpenOption.READ);
        }
        written.clear();
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {}
}
