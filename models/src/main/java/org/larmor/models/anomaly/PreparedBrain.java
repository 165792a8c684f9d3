package org.larmor.models.anomaly;

import java.util.Arrays;
import java.util.Map;
import org.larmor.core.anomaly.UprightGrid;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.StudySlice;

/**
 * A slice as the networks see it, and the way back.
 *
 * @param values channel by channel: intensity / median - 1 inside the brain, -1 in the air, 0 in channels that are missing
 * @param present 1 for a channel that is there
 * @param inside 1 for the canvas's pixels that are brain, else 0
 * @param levels each contrast's median inside the brain, in the picture's units
 * @param remark what was done to the slice, or empty
 */
record PreparedBrain(
        StudySlice slice,
        UprightGrid grid,
        Canvas canvas,
        float[] values,
        float[] present,
        float[] inside,
        Map<Contrast, Double> levels,
        String remark) {
    /** A canvas, on the slice's own grid; 0 beyond the canvas. */
    RealImage back(float[] plane) {
        return grid.back(canvas.pasted(plane, grid.rows(), grid.columns()));
    }

    /** A canvas's values of the brain's pixels alone. */
    float[] within(float[] plane) {
        float[] values = new float[plane.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (inside[i] > 0) {
                values[count++] = plane[i];
            }
        }
        return Arrays.copyOf(values, count);
    }

    int area() {
        int area = 0;
        for (float pixel : inside) {
            area += pixel > 0 ? 1 : 0;
        }
        return area;
    }
}
