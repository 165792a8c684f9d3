package org.larmor.app.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.domain.Vector3;

/** The slices of a folder of DICOM files, in the order of their places along the slices' normal. */
final class DicomSeries {
    private DicomSeries() {}

    /** @throws BadInput if there is no such file, or they are not slices of one stack; one line */
    static PictureFile read(Path folder) throws BadInput, IOException {
        List<DicomPicture> slices = new ArrayList<>();
        for (Path file : files(folder)) {
            if (DicomPicture.isOne(file)) {
                slices.add(DicomPicture.read(file));
            }
        }
        if (slices.isEmpty()) {
            throw new BadInput(folder + ": holds no DICOM files");
        }
        if (slices.stream().allMatch(slice -> slice.geometry().isPresent())) {
            slices.sort(
                    Comparator.comparingDouble(slice -> along(slice.geometry().orElseThrow())));
        }
        try {
            RealVolume stack =
                    RealVolume.of(slices.stream().map(DicomPicture::picture).toList());
            List<Geometry> geometry = slices.stream()
                    .map(DicomPicture::geometry)
                    .flatMap(Optional::stream)
                    .toList();
            return new PictureFile(folder, stack, true, null, geometry.size() == slices.size() ? geometry : List.of());
        } catch (IllegalArgumentException e) {
            throw new BadInput(folder + ": " + e.getMessage());
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static double along(Geometry geometry) {
        Vector3 position = geometry.placement().position();
        Vector3 normal = geometry.placement().slice();
        return (double) position.x() * normal.x() + position.y() * normal.y() + position.z() * normal.z();
    }
}
