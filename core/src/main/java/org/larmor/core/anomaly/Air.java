package org.larmor.core.anomaly;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;

/**
 * Air without its noise. Pictures show the magnitude that the fully sampled scan would show, and so the floor of its noise where nothing
 * is; the networks for maps learned from pictures whose air is 0, and take a floor for tissue.
 */
public final class Air {
    /** Width of the frame of pixels that tells the floor. */
    private static final int FRAME = 4;

    /** A floor below this share of the bright parts above it is none. */
    private static final double NOTICEABLE = .005;

    /** A frame as bright as this is no air: the picture was cut out of a larger one. */
    private static final double TISSUE = .5;

    /** What rises so little above the floor, as a share of the bright parts, is air where it hangs together with the frame. */
    private static final float DARK = .15f;

    private static final double BRIGHT = .99;

    private Air() {}

    /** The same pictures of a place, of one size, with 0 in the air around what they show; as they are where there is no floor. */
    public static Map<Contrast, RealImage> cleared(Map<Contrast, RealImage> pictures) {
        Map<Contrast, RealImage> cleared = new EnumMap<>(pictures);
        RealImage first = pictures.values().iterator().next();
        float[] risen = new float[first.data().length];
        boolean floor = false;
        for (RealImage picture : pictures.values()) {
            floor |= rise(picture, risen);
        }
        if (floor) {
            boolean[] air = air(risen, first.rows(), first.columns());
            cleared.replaceAll((contrast, picture) -> without(picture, air));
        }
        return cleared;
    }

    /** Raises each pixel to how far it is above this picture's floor, as a share of the bright parts; whether there is a floor. */
    private static boolean rise(RealImage picture, float[] risen) {
        float[] data = picture.data();
        float floor = quantile(frame(picture), .5);
        float bright = quantile(data.clone(), BRIGHT) - floor;
        for (int i = 0; i < risen.length; i++) {
            risen[i] = bright > 0 ? Math.max(risen[i], (data[i] - floor) / bright) : 1;
        }
        return floor > NOTICEABLE * bright && floor < TISSUE * bright;
    }

    private static float[] frame(RealImage picture) {
        float[] frame = new float[picture.data().length];
        int count = 0;
        for (int i = 0; i < frame.length; i++) {
            int row = i / picture.columns();
            int column = i % picture.columns();
            int edge =
                    Math.min(Math.min(row, picture.rows() - 1 - row), Math.min(column, picture.columns() - 1 - column));
            if (edge < FRAME) {
                frame[count++] = picture.data()[i];
            }
        }
        return Arrays.copyOf(frame, count);
    }

    private static float quantile(float[] values, double share) {
        Arrays.sort(values);
        return values[(int) (share * (values.length - 1))];
    }

    /** Dark pixels that hang together with the picture's edge. */
    private static boolean[] air(float[] risen, int rows, int columns) {
        boolean[] air = new boolean[risen.length];
        Deque<Integer> next = new ArrayDeque<>();
        for (int i = 0; i < risen.length; i++) {
            int row = i / columns;
            int column = i % columns;
            if (row == 0 || column == 0 || row == rows - 1 || column == columns - 1) {
                visit(i, risen, air, next);
            }
        }
        while (!next.isEmpty()) {
            int at = next.remove();
            int row = at / columns;
            int column = at % columns;
            if (row > 0) {
                visit(at - columns, risen, air, next);
            }
            if (row < rows - 1) {
                visit(at + columns, risen, air, next);
            }
            if (column > 0) {
                visit(at - 1, risen, air, next);
            }
            if (column < columns - 1) {
                visit(at + 1, risen, air, next);
            }
        }
        return air;
    }

    private static void visit(int at, float[] risen, boolean[] air, Deque<Integer> next) {
        if (!air[at] && risen[at] < DARK) {
            air[at] = true;
            next.add(at);
        }
    }

    private static RealImage without(RealImage picture, boolean[] air) {
        float[] data = picture.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = air[i] ? 0 : data[i];
        }
        return new RealImage(picture.rows(), picture.columns(), data);
    }
}
