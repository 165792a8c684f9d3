package org.larmor.app.calibrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.larmor.app.cli.BadInput;
import org.larmor.app.data.FullKSpace;
import org.larmor.app.data.NiftiVolume;
import org.larmor.app.data.NpyArray;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;

/**
 * The slices of some folders: of {@code *.kspace.npy} files where a folder holds any (measured scans), else of NIfTI volumes and
 * NumPy pictures (image, y, x), of which scans are simulated. Slices that show little are left out.
 *
 * @param slices as many of each file as of the others where they have them
 * @param files names of the files
 */
public record HeldOutSlices(List<HeldOut> slices, List<String> files) {
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
    public static HeldOutSlices read(List<Path> folders, int most, long seed) throws BadInput, IOException {
        List<List<HeldOut>> byFile = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Random random = new Random(seed);
        for (Path folder : folders) {
            for (Path file : files(folder)) {
                List<HeldOut> slices = new ArrayList<>(slices(file));
                Collections.shuffle(slices, random);
                byFile.add(slices.subList(0, Math.min(most, slices.size())));
                names.add(String.valueOf(file.getFileName()));
            }
        }
        List<HeldOut> drawn = new ArrayList<>();
        for (int round = 0; round < most; round++) {
            for (List<HeldOut> slices : byFile) {
                if (round < slices.size() && drawn.size() < most) {
                    drawn.add(slices.get(round));
                }
            }
        }
        if (drawn.isEmpty()) {
            throw new BadInput("no slice that shows anything in " + folders);
        }
        return new HeldOutSlices(drawn, names);
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

    private static List<? extends HeldOut> slices(Path file) throws BadInput, IOException {
        if (file.toString().endsWith(FullKSpace.ENDING)) {
            return FullKSpace.read(file).stream().map(HeldOut.Scan::new).toList();
        }
        List<RealImage> volume =
                file.toString().endsWith(".npy") ? NpyArray.read(file).pictures(file) : NiftiVolume.read(file);
        double dark = 0.1 * bright(volume);
        return volume.stream()
                .filter(picture -> shown(picture, dark) >= LEAST_SHOWN)
                .map(HeldOut.Magnitude::new)
                .toList();
    }

    private static double bright(List<RealImage> volume) {
        double[] sorted = volume.stream()
                .flatMapToDouble(picture -> java.util.stream.IntStream.range(0, picture.data().length)
                        .mapToDouble(i -> picture.data()[i]))
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
