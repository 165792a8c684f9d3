package org.larmor.app.anomaly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.larmor.app.data.NiftiGeometry;
import org.larmor.app.data.NiftiSeries;
import org.larmor.app.data.PictureFile;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.domain.StudySlice;
import org.larmor.display.files.NpyFile;
import org.larmor.display.files.PngPictures;
import org.larmor.models.anomaly.AnomalySettings;

/** The folder that maps are written to. What an earlier run left there under these names is removed first. */
public final class AnomalyFolder {
    private static final String COUNTERPART = "counterpart";
    private static final List<String> NAMES =
            List.of("map.npy", "map.nii.gz", "deviation.npy", "overview.png", "report.json", COUNTERPART + ".npy");

    private final Path folder;

    private AnomalyFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder, or empties it of what an earlier run wrote. @throws IOException if it cannot be written to; one line */
    public static AnomalyFolder open(Path folder) throws IOException {
        List<String> names = new ArrayList<>(NAMES);
        Arrays.stream(Contrast.values()).forEach(contrast -> names.add(name(contrast)));
        try {
            Files.createDirectories(folder);
            for (String name : names) {
                Files.deleteIfExists(folder.resolve(name));
            }
            return new AnomalyFolder(folder);
        } catch (IOException e) {
            throw new IOException(
                    "folder " + folder + " cannot be written to ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private static String name(Contrast contrast) {
        return COUNTERPART + "-" + contrast.label() + ".npy";
    }

    /** Writes everything; the report comes last. Slices without a map have 0 there, and are their own counterparts. */
    public void write(Study study, StudyFinding found, AnomalySettings settings, String device) throws IOException {
        RealVolume map = volume(study, found, (slice, finding) -> finding == null ? null : finding.map());
        array("map.npy", study, map);
        array(
                "deviation.npy",
                study,
                volume(study, found, (slice, finding) -> finding == null ? null : finding.deviation()));
        List<Contrast> contrasts = List.copyOf(study.files().keySet());
        for (Contrast contrast : contrasts) {
            RealVolume healthy = volume(
                    study,
                    found,
                    (slice, finding) -> Objects.requireNonNull(
                            finding == null
                                    ? slice.pictures().get(contrast)
                                    : finding.counterparts().get(contrast)));
            array(contrasts.size() == 1 ? COUNTERPART + ".npy" : name(contrast), study, healthy);
        }
        NiftiGeometry geometry = study.files().values().stream()
                .map(PictureFile::nifti)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (geometry != null) {
            NiftiSeries.write(
                    folder.resolve("map.nii.gz"), "Larmor anomaly map, not for diagnosis", geometry, List.of(map));
        }
        PngPictures.write(folder.resolve("overview.png"), AnomalyOverview.of(study, found));
        AnomalyReport.of(study, found, settings, device).write(folder.resolve("report.json"));
    }

    /** What a slice is written as; null for 0. */
    private interface Plane {
        @Nullable
        RealImage of(StudySlice slice, @Nullable AnomalyFinding finding);
    }

    private static RealVolume volume(Study study, StudyFinding found, Plane plane) {
        List<RealImage> slices = new ArrayList<>();
        for (int i = 0; i < study.slices(); i++) {
            StudySlice slice = study.slice(i);
            RealImage picture = plane.of(slice, found.finding(i).orElse(null));
            slices.add(Objects.requireNonNullElseGet(
                    picture,
                    () -> new RealImage(slice.rows(), slice.columns(), new float[slice.rows() * slice.columns()])));
        }
        return RealVolume.of(slices);
    }

    private void array(String name, Study study, RealVolume volume) throws IOException {
        NpyFile.write(
                folder.resolve(name),
                volume.data(),
                study.first().shape().stream().mapToInt(Integer::intValue).toArray());
    }
}
