package org.larmor.app.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.larmor.app.cli.BadInput;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;

/** Fully sampled k-space: from a file, and undersampled. */
public final class FullKSpace {
    /** How the names of such files end. */
    public static final String ENDING = ".kspace.npy";

    private FullKSpace() {}

    /**
     * Every image of a complex array (coil, y, x) or (image, coil, y, x), centred at {@code n / 2}.
     *
     * @throws BadInput if it is no such array
     */
    public static List<KSpace> read(Path path) throws BadInput, IOException {
        NpyArray array = NpyArray.read(path);
        List<Integer> shape = array.shape();
        if (!array.complex() || shape.size() < 3 || shape.size() > 4) {
            throw new BadInput(path + ": k-space is complex with axes (coil, y, x), not "
                    + (array.complex() ? "complex " : "real ") + shape);
        }
        int coils = shape.get(shape.size() - 3);
        boolean[] lines = new boolean[shape.get(shape.size() - 2)];
        Arrays.fill(lines, true);
        SamplingMask everything = SamplingMask.ofLines(lines, shape.getLast());
        int size = 2 * coils * lines.length * shape.getLast();
        List<KSpace> images = new ArrayList<>();
        for (int from = 0; from < array.data().length; from += size) {
            images.add(new KSpace(coils, everything, Arrays.copyOfRange(array.data(), from, from + size)));
        }
        return images;
    }

    /** The same with only these lines measured. */
    public static KSpace undersampled(KSpace full, boolean[] lines) {
        float[] data = full.data().clone();
        int width = 2 * full.columns();
        for (int line = 0; line < full.coils() * full.rows(); line++) {
            if (!lines[line % full.rows()]) {
                Arrays.fill(data, line * width, (line + 1) * width, 0);
            }
        }
        return new KSpace(full.coils(), SamplingMask.ofLines(lines, full.columns()), data);
    }
}
