package org.larmor.app.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.larmor.app.cli.BadInput;
import org.larmor.app.data.NiftiVolume;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.phantom.CoilArray;
import org.larmor.core.phantom.PictureScan;

/**
 * A fully sampled multi-coil cine made of pictures (of a NIfTI series its middle slice), with soft edges in a field of view a
 * fifth larger, seen by simulated coils with a simulated phase and white noise.
 */
public final class CinePictures {
    private static final int COILS = 8;
    /** Standard deviation of the complex noise of a sample, where bright parts of a picture are 1. */
    private static final double NOISE = 0.014;

    private static final int SOFT = 6;
    private static final int MULTIPLE = 16;

    private CinePictures() {}

    /** @throws BadInput if the file is no series, in one line that names it */
    static List<KSpace> kspace(Path file, long seed) throws BadInput, IOException {
        List<RealVolume> series = NiftiVolume.series(file).times();
        if (series.size() < 2) {
            throw new BadInput(file + ": one volume is no cine");
        }
        int slice = series.getFirst().slices() / 2;
        try {
            return kspace(series.stream().map(volume -> volume.slice(slice)).toList(), COILS, NOISE, seed);
        } catch (IllegalArgumentException e) {
            throw new BadInput(file + ": " + e.getMessage());
        }
    }

    /**
     * The same of frames.
     *
     * @param noise standard deviation of the complex noise of a sample, where bright parts of a picture are 1
     * @throws IllegalArgumentException if the first is dark
     */
    public static List<KSpace> kspace(List<RealImage> frames, int coils, double noise, long seed) {
        int rows = field(frames.getFirst().rows());
        int columns = field(frames.getFirst().columns());
        List<RealImage> framed =
                frames.stream().map(frame -> framed(frame, rows, columns)).toList();
        return PictureScan.ofFrames(framed, rows, columns, CoilArray.ring(coils, seed), noise, seed);
    }

    private static int field(int pixels) {
        return (pixels * 6 / 5 + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }

    private static RealImage framed(RealImage picture, int rows, int columns) {
        float[] data = new float[rows * columns];
        int top = (rows - picture.rows()) / 2;
        int left = (columns - picture.columns()) / 2;
        for (int row = 0; row < picture.rows(); row++) {
            for (int column = 0; column < picture.columns(); column++) {
                double soft = soft(row, picture.rows()) * soft(column, picture.columns());
                data[(top + row) * columns + left + column] =
                        (float) (soft * picture.data()[row * picture.columns() + column]);
            }
        }
        return new RealImage(rows, columns, data);
    }

    /** From 0 at an edge to 1 within. */
    private static double soft(int at, int size) {
        double fromEdge = (Math.min(at, size - 1 - at) + 0.5) / SOFT;
        return fromEdge >= 1 ? 1 : Math.pow(Math.sin(Math.PI / 2 * fromEdge), 2);
    }
}
