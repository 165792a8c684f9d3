package org.larmor.app.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;

/**
 * Two slices of a brain with multiple sclerosis in T1 and FLAIR, 1 mm, nose up, skull taken off, and the lesions that readers marked.
 * Lesjak et al., Neuroinformatics 2017, CC BY 4.0: see {@code SOURCE.md} beside the pictures. No network was trained on this patient.
 */
public final class LesionSlices {
    private static final List<Integer> NUMBERS = List.of(17, 20);
    private static final int ROWS = 224;
    private static final int COLUMNS = 192;

    private LesionSlices() {}

    /** From one slice to the next, mm. */
    public static double stepMm() {
        return 9;
    }

    /** The pictures in a contrast, in the order of the slices; T1 and FLAIR are there. */
    public static List<RealImage> pictures(Contrast contrast) throws IOException {
        return read(contrast.label());
    }

    /** The readers' lesions, in the order of the slices: 0 outside, above 0 within. */
    public static List<RealImage> lesions() throws IOException {
        return read("lesion");
    }

    private static List<RealImage> read(String name) throws IOException {
        List<RealImage> slices = new java.util.ArrayList<>();
        for (int number : NUMBERS) {
            slices.add(slice("ms19/" + name + "-" + number + ".png"));
        }
        return slices;
    }

    /** In the middle of a darker frame, so that both sides can be divided by 8. */
    private static RealImage slice(String file) throws IOException {
        try (InputStream in = LesionSlices.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("the picture " + file + " is not in this build");
            }
            BufferedImage picture = ImageIO.read(in);
            int top = (ROWS - picture.getHeight()) / 2;
            int left = (COLUMNS - picture.getWidth()) / 2;
            float[] data = new float[ROWS * COLUMNS];
            IntStream.range(0, picture.getHeight()).forEach(row -> IntStream.range(0, picture.getWidth())
                    .forEach(column -> data[(top + row) * COLUMNS + left + column] =
                            picture.getRaster().getSample(column, row, 0)));
            return new RealImage(ROWS, COLUMNS, data);
        }
    }
}
