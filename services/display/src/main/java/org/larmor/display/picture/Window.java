package org.larmor.display.picture;

import java.util.Arrays;
import java.util.List;
import org.larmor.core.domain.RealImage;

/** The range of values that is shown: {@code low} and below is black, {@code high} and above is white. */
public record Window(float low, float high) {
    /** Share of pixels that a robust window leaves below white: single bright pixels do not darken the rest. */
    public static final double ROBUST = 0.995;

    private static final int SAMPLES = 1 << 16;

    public Window {
        if (!(high > low)) {
            high = Math.nextUp(low);
        }
    }

    /** From 0 to the {@link #ROBUST} quantile of the pictures' pixels; pixels that are not finite do not count. */
    public static Window robust(List<RealImage> images) {
        return upTo(quantile(images, ROBUST));
    }

    /** From 0 to {@code high}. */
    public static Window upTo(float high) {
        return new Window(0, high);
    }

    /** Where a value lies in the window, 0 to 1; 0 where it is not a number. */
    public float position(float value) {
        float position = (value - low) / (high - low);
        return position > 0 ? Math.min(position, 1) : 0;
    }

    /** The given quantile of all finite pixels, from an even sample of them where they are many; 0 if there is none. */
    public static float quantile(List<RealImage> images, double quantile) {
        long pixels = images.stream().mapToLong(i -> i.data().length).sum();
        int stride = (int) Math.max(1, pixels / SAMPLES);
        float[] sample = new float[Math.toIntExact(pixels / stride + images.size())];
        int count = 0;
        for (RealImage image : images) {
            for (int i = 0; i < image.data().length; i += stride) {
                float value = image.data()[i];
                if (Float.isFinite(value)) {
                    sample[count++] = value;
                }
            }
        }
        if (count == 0) {
            return 0;
        }
        Arrays.sort(sample, 0, count);
        return sample[(int) Math.min(count - 1, Math.round(quantile * (count - 1)))];
    }
}
