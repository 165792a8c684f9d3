package org.larmor.app.calibrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.larmor.app.cli.BadInput;
import org.larmor.app.data.FullKSpace;
import org.larmor.app.data.NiftiVolume;
import org.larmor.app.data.NpyArray;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;

/**
 * The slices of some folders: of {@code *.kspace.npy} files where a folder holds any (measured scans), else of NIfTI volumes and
 * NumPy pictures (image, y, x), of which scans are simulated; or of cines, NIfTI series and NumPy pictures (frame, y, x). Slices that
 * show little are left out.
 *
 * @param <T> {@link HeldOut}, or the frames of a slice
 * @param slices as many of each file as of the others where they have them
 * @param files names of the files
 */
public record HeldOutSlices<T>(List<T> slices, List<String> files) {
    /** Least share of a slice's pixels that must be brighter than a tenth of its volume's bright parts. */
    private static final double LEAST_SHOWN = 0.12;

    /** A slice whose truth is known. */
    public sealed interface HeldOut {
        /** A magnitude. */
        record Magnitude(RealImage picture) implements HeldOut {}

        /** A fully sampled measured scan. */
        record Scan(KSpace kspace) implements HeldOut {}
    }

    /**
     * Draws slices.
     *
     * @param most how many
     * @throws BadInput if a folder or file cannot be used, or there is no slice
     */
    public static HeldOutSlices<HeldOut> read(List<Path> folders, int most, long seed) throws BadInput, IOException {
        return drawn(folders, most, seed, HeldOutSlices::slices);
    }

    /**
     * Draws the slices of cines.
     *
     * @param most how many
     * @throws BadInput if a folder or file cannot be used, or there is no slice
     */
    public static HeldOutSlices<List<RealImage>> cines(List<Path> folders, int most, long seed)
            throws BadInput, IOException {
        return drawn(folders, most, seed, HeldOutSlices::cines);
    }

    /** Reads the slices of a file that show anything. */
    private interface Reader<T> {
        List<T> read(Path file) throws BadInput, IOException;
    }

    private static <T> HeldOutSlices<T> drawn(List<Path> folders, int most, long seed, Reader<T> reader)
            throws BadInput, IOException {
        List<List<T>> byFile = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Random random = new Random(seed);
        for (Path folder : folders) {
            for (Path file : files(folder)) {
                List<T> slices = new ArrayList<>(reader.read(file));
                Collections.shuffle(slices, random);
                byFile.add(slices.subList(0, Math.min(most, slices.size())));
                names.add(String.valueOf(file.getFileName()));
            }
        }
        List<T> drawn = new ArrayList<>();
        for (int round = 0; round < most; round++) {
            for (List<T> slices : byFile) {
                if (round < slices.size() && drawn.size() < most) {
                    drawn.add(slices.get(round));
                }
            }
        }
        if (drawn.isEmpty()) {
            throw new BadInput("no slice that shows anything in " + folders);
        }
        return new HeldOutSlices<>(drawn, names);
    }

    private static List<Path> files(Path folder) throws BadInput, IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadInput(folder + ": there is no such folder");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> all = entries.sorted().toList();
            List<Path> scans = all.stream()
                    .filter(file -> file.toString().endsWith(FullKSpace.ENDING))
                    .toList();
            List<Path> pictures = all.stream()
                    .filter(file -> file.toString().matches(".*\\.(nii|nii\\.gz|npy)"))
                    .toList();
            if (pictures.isEmpty()) {
                throw new BadInput(folder + ": holds no NIfTI volume, NumPy picture or *" + FullKSpace.ENDING);
            }
            return scans.isEmpty() ? pictures : scans;
        }
    }

    private static List<List<RealImage>> cines(Path file) throws BadInput, IOException {
        List<List<RealImage>> slices = file.toString().endsWith(".npy")
                ? List.of(NpyArray.read(file).pictures(file))
                : slices(NiftiVolume.series(file).times());
        if (slices.getFirst().size() < 2) {
            throw new BadInput(file + ": one picture is no cine");
        }
        double dark = 0.1 * bright(slices.stream().map(List::getFirst).toList());
        return slices.stream()
                .filter(frames -> shown(frames.getFirst(), dark) >= LEAST_SHOWN)
                .toList();
    }

    /** The frames of each slice. */
    private static List<List<RealImage>> slices(List<RealVolume> times) {
        return IntStream.range(0, times.getFirst().slices())
                .mapToObj(slice -> times.stream().map(time -> time.slice(slice)).toList())
                .toList();
    }

    private static List<HeldOut> slices(Path file) throws BadInput, IOException {
        if (file.toString().endsWith(FullKSpace.ENDING)) {
            return FullKSpace.read(file).stream()
                    .<HeldOut>map(HeldOut.Scan::new)
                    .toList();
        }
        List<RealImage> volume =
                file.toString().endsWith(".npy") ? NpyArray.read(file).pictures(file) : NiftiVolume.read(file);
        double dark = 0.1 * bright(volume);
        return volume.stream()
                .filter(picture -> shown(picture, dark) >= LEAST_SHOWN)
                .<HeldOut>map(HeldOut.Magnitude::new)
                .toList();
    }

    private static double bright(List<RealImage> volume) {
        double[] sorted = volume.stream()
                .flatMapToDouble(
                        picture -> IntStream.range(0, picture.data().length).mapToDouble(i -> picture.data()[i]))
                .sorted()
                .toArray();
        return sorted[(int) (0.995 * (sorted.length - 1))];
    }

    private static double shown(RealImage picture, double dark) {
        float[] sorted = picture.data().clone();
        Arrays.sort(sorted);
        int below = Arrays.binarySearch(sorted, (float) dark);
        return 1 - (double) (below < 0 ? -below - 1 : below) / sorted.length;
    }
}
