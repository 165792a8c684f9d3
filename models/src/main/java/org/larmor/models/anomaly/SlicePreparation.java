package org.larmor.models.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.larmor.core.anomaly.BrainBox;
import org.larmor.core.anomaly.BrainMask;
import org.larmor.core.anomaly.SkullRing;
import org.larmor.core.anomaly.UprightGrid;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.domain.StudySlice;
import org.larmor.models.zoo.AnomalyDescription.Anomaly;
import org.larmor.models.zoo.AnomalyPackage;

/**
 * Makes of a slice what the networks see: upright, pixels of their size, without the skull, the brain in the middle of the canvas, in
 * units of its median. Or says why it is none that the model knows.
 */
final class SlicePreparation {
    private static final int MOST_SIDE = 512;
    private static final int LEAST_AREA_MM2 = 2500;
    /** The value of air, which is the least. */
    static final float AIR = -1;
    /** Largest value, in units of the median above it. */
    static final double TOP = 2.2;

    private final AnomalyPackage model;
    private final Anomaly anomaly;

    SlicePreparation(AnomalyPackage model) {
        this.model = model;
        this.anomaly = model.description().anomaly();
    }

    PreparedBrain of(StudySlice slice) throws AnomalyRefusal {
        check(slice);
        UprightGrid grid = UprightGrid.of(slice, anomaly.spacing());
        Map<Contrast, RealImage> upright = new EnumMap<>(Contrast.class);
        slice.pictures().forEach((contrast, picture) -> upright.put(contrast, grid.upright(picture)));
        List<String> remarks = new ArrayList<>();
        boolean[] inside = brain(upright, remarks);
        Canvas canvas = canvas(inside, grid);
        float[] there = canvas.cut(new RealImage(grid.rows(), grid.columns(), numbers(inside)), 0);
        int plane = canvas.rows() * canvas.columns();
        float[] values = new float[anomaly.contrasts().size() * plane];
        float[] present = new float[anomaly.contrasts().size()];
        Map<Contrast, Double> levels = new EnumMap<>(Contrast.class);
        for (Map.Entry<Contrast, RealImage> each : upright.entrySet()) {
            double level = Objects.requireNonNullElseGet(
                    slice.levels().get(each.getKey()), () -> median(each.getValue(), inside));
            if (!(level > 0)) {
                throw new AnomalyRefusal(
                        "the " + each.getKey().label() + " picture's median inside the brain is not above 0");
            }
            int channel = anomaly.contrasts().indexOf(each.getKey());
            float[] cut = canvas.cut(each.getValue(), 0);
            for (int i = 0; i < plane; i++) {
                values[channel * plane + i] = there[i] > 0 ? (float) Math.clamp(cut[i] / level - 1, AIR, TOP) : AIR;
            }
            present[channel] = 1;
            levels.put(each.getKey(), level);
        }
        return new PreparedBrain(slice, grid, canvas, values, present, there, levels, String.join("; ", remarks));
    }

    private void check(StudySlice slice) throws AnomalyRefusal {
        String unfit = model.unfit(slice.anatomy());
        if (!unfit.isEmpty()) {
            throw new AnomalyRefusal(unfit);
        }
        if (Math.max(slice.rows(), slice.columns()) > MOST_SIDE) {
            throw new AnomalyRefusal(
                    "the slice is %d x %d pixels, more than %d".formatted(slice.rows(), slice.columns(), MOST_SIDE));
        }
        for (Map.Entry<Contrast, RealImage> each : slice.pictures().entrySet()) {
            String contrast = each.getKey().label();
            if (!anomaly.contrasts().contains(each.getKey())) {
                throw new AnomalyRefusal("model " + model.name() + " has never seen the contrast " + contrast);
            }
            float first = each.getValue().data()[0];
            boolean constant = true;
            for (float value : each.getValue().data()) {
                if (!Float.isFinite(value)) {
                    throw new AnomalyRefusal("the " + contrast + " picture holds values that are not finite");
                }
                constant &= value == first;
            }
            if (constant) {
                throw new AnomalyRefusal("the " + contrast + " picture is constant");
            }
        }
    }

    /** Where the brain is: what is above 0 in any contrast, or what is left of a head without its skull. */
    private boolean[] brain(Map<Contrast, RealImage> upright, List<String> remarks) throws AnomalyRefusal {
        boolean[] inside = new boolean[upright.values().iterator().next().data().length];
        for (RealImage each : upright.values()) {
            for (int i = 0; i < inside.length; i++) {
                inside[i] |= each.data()[i] > 0;
            }
        }
        Map.Entry<Contrast, RealImage> first = upright.entrySet().iterator().next();
        if (anomaly.skullStripped() && SkullRing.isIn(first.getValue())) {
            BrainMask mask = BrainMask.of(RealVolume.of(first.getValue()));
            if (!mask.isCredible(0)) {
                throw new AnomalyRefusal(
                        "the " + first.getKey().label() + " picture shows the skull, without which model "
                                + model.name() + " was trained, and it cannot be taken off");
            }
            remarks.add("the skull was taken off by morphology");
            inside = mask.inside(0);
        }
        int area = 0;
        for (boolean pixel : inside) {
            area += pixel ? 1 : 0;
        }
        if (area * anomaly.spacing() * anomaly.spacing() < LEAST_AREA_MM2) {
            throw new AnomalyRefusal("the slice shows %d mm^2 of brain, %d are needed"
                    .formatted((int) (area * anomaly.spacing() * anomaly.spacing()), LEAST_AREA_MM2));
        }
        return inside;
    }

    /** The brain's box in its middle. */
    private Canvas canvas(boolean[] inside, UprightGrid grid) throws AnomalyRefusal {
        int rows = anomaly.canvas().get(0);
        int columns = anomaly.canvas().get(1);
        BrainBox box = BrainBox.of(inside, grid.rows(), grid.columns());
        if (box.height() > rows || box.width() > columns) {
            throw new AnomalyRefusal(
                    "what is not air measures %d x %d mm, more than a brain's %d x %d: is it one, and is the pixel spacing right?"
                            .formatted(box.height(), box.width(), rows, columns));
        }
        return new Canvas(
                (int) Math.rint(box.middleRow()) - rows / 2,
                (int) Math.rint(box.middleColumn()) - columns / 2,
                rows,
                columns);
    }

    private static float[] numbers(boolean[] inside) {
        float[] numbers = new float[inside.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = inside[i] ? 1 : 0;
        }
        return numbers;
    }

    private static double median(RealImage picture, boolean[] inside) {
        float[] values = new float[inside.length];
        int count = 0;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                values[count++] = picture.data()[i];
            }
        }
        Arrays.sort(values, 0, count);
        return 0.5 * (values[(count - 1) / 2] + values[count / 2]);
    }
}
