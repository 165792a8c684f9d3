package org.larmor.core.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A knee in sagittal slices, as in proton density, head up, front to the left: femur and tibia with their marrow, cartilage, menisci,
 * ligaments, the patella between its tendons, the fat pad, muscles and vessels, and texture. Outer slices pass beside the patella.
 */
record Knee(long seed) implements Anatomy {
    private static final Tissue FAT = new Tissue(.90, .7);
    private static final Tissue MUSCLE = new Tissue(.36, .05);
    private static final Tissue MARROW = new Tissue(.74, .6);
    private static final Tissue DARK = new Tissue(.07, .1);
    private static final Tissue CARTILAGE = new Tissue(.62, -.1);
    private static final Tissue FLUID = new Tissue(.80, -.25);
    private static final Tissue VESSEL = new Tissue(.16, .4);
    private static final double FEMUR_X = -.005;
    private static final double FEMUR_Y = -.125;
    private static final double TIBIA_X = .010;
    private static final double TIBIA_Y = .150;
    private static final double CORTEX = .009;

    @Override
    public String name() {
        return "knee";
    }

    @Override
    public List<Shape> still(int slice, int slices) {
        double height = slices == 1 ? 0 : -.5 + (double) slice / (slices - 1);
        double inner = Math.cos(2 * height);
        List<Shape> shapes = new ArrayList<>();
        leg(shapes);
        joint(shapes, inner);
        bone(shapes, FEMUR_X, FEMUR_Y, angle -> femur(angle, inner), .016, 1);
        bone(shapes, TIBIA_X, TIBIA_Y, angle -> tibia(angle, inner), .012, -1);
        if (inner > .8) {
            patella(shapes);
        }
        behind(shapes);
        texture(shapes, new Random(seed * 37 + 11), height);
        return shapes;
    }

    private static void leg(List<Shape> shapes) {
        shapes.add(FAT.polygon(Tissue.AIR, Outline.around(0, 0, 200, angle -> stocking(.315, .470, angle))));
        shapes.add(MUSCLE.polygon(FAT, Outline.around(.005, 0, 200, angle -> stocking(.270, .455, angle))));
    }

    /** A rounded box, with the kneecap in front. */
    private static double stocking(double a, double b, double angle) {
        double x = Math.pow(Math.abs(Math.cos(angle)) / a, 4);
        double y = Math.pow(Math.abs(Math.sin(angle)) / b, 4);
        double front = (Math.abs(angle - Math.PI) - .30) / .28;
        return Math.pow(x + y, -.25) + .022 * Math.exp(-front * front);
    }

    /** Condyles as large as the slice cuts them, behind the axis of the shaft above. */
    private static double femur(double angle, double inner) {
        double condyle = .130 * (.75 + .25 * inner) * (1 + .07 * Math.cos(2 * angle - .9) + .07 * Math.cos(angle));
        return joined(condyle, shaft(angle, -1, .064, .325));
    }

    private static double tibia(double angle, double inner) {
        double a = .140 * (.75 + .25 * inner);
        double plateau = Math.pow(
                Math.pow(Math.abs(Math.cos(angle)) / a, 3) + Math.pow(Math.abs(Math.sin(angle)) / .056, 3), -1 / 3.);
        return joined(plateau, shaft(angle, 1, .066, .300));
    }

    /** Whichever reaches farther, with a flare between them. */
    private static double joined(double end, double shaft) {
        return Math.pow(Math.pow(end, 5) + Math.pow(shaft, 5), .2);
    }

    /** A strip that goes up (-1) or down (1) from the centre. */
    private static double shaft(double angle, int way, double half, double length) {
        double along = way * Math.sin(angle);
        return along <= 0 ? 0 : Math.min(half / Math.max(1e-9, Math.abs(Math.cos(angle))), length / along);
    }

    /** Cartilage where it meets the other bone, a dark cortex, marrow. */
    private static void bone(
            List<Shape> shapes, double x, double y, DoubleUnaryOperator radius, double cartilage, int way) {
        shapes.add(CARTILAGE.polygon(
                MUSCLE,
                Outline.around(
                        x,
                        y,
                        360,
                        angle -> radius.applyAsDouble(angle)
                                + cartilage * Math.max(0, Math.tanh(4 * (way * Math.sin(angle) - .05))))));
        shapes.add(DARK.polygon(CARTILAGE, Outline.around(x, y, 360, radius)));
        shapes.add(MARROW.polygon(DARK, Outline.around(x, y, 360, angle -> radius.applyAsDouble(angle) - CORTEX)));
    }

    private static void joint(List<Shape> shapes, double inner) {
        shapes.add(FAT.ellipse(MUSCLE, -.172, .012, .032, .070, -.35));
        shapes.add(DARK.ellipse(MUSCLE, -.105, .068, .024, .010, .35));
        shapes.add(DARK.ellipse(MUSCLE, .108, .062, .026, .011, -.35));
        shapes.add(FLUID.ellipse(MUSCLE, .155, .015, .009, .026, .35));
        if (inner > .95) {
            shapes.add(DARK.ellipse(MUSCLE, .165, .060, .007, .030, -.5));
        }
    }

    private static void patella(List<Shape> shapes) {
        double x = -.222;
        shapes.add(CARTILAGE.ellipse(MUSCLE, x + .012, -.125, .040, .062, .06));
        shapes.add(DARK.ellipse(CARTILAGE, x, -.125, .026, .060, .06));
        shapes.add(MARROW.ellipse(DARK, x, -.125, .019, .052, .06));
        shapes.add(DARK.ellipse(MUSCLE, -.228, .050, .0075, .105, -.10));
        shapes.add(DARK.ellipse(MUSCLE, -.215, -.290, .0080, .092, .05));
    }

    private static void behind(List<Shape> shapes) {
        shapes.add(FAT.ellipse(MUSCLE, .205, -.110, .024, .110, .08));
        shapes.add(VESSEL.ellipse(FAT, .203, -.095, .009, .085, .08));
        shapes.add(FAT.ellipse(MUSCLE, .185, .270, .006, .140, -.06));
        shapes.add(FAT.ellipse(MUSCLE, -.160, -.340, .007, .085, .05));
    }

    /** Trabeculae and muscle fibres, and smooth unevenness. */
    private static void texture(List<Shape> shapes, Random random, double height) {
        for (int n = 0; n < 120; n++) {
            double x = .24 * (2 * random.nextDouble() - 1);
            double y = .42 * (2 * random.nextDouble() - 1) + .02 * height;
            double thick = n < 30 ? .03 : .003 + .003 * random.nextDouble();
            double strength = n < 30 ? .05 : .09;
            shapes.add(new Blob(
                    x,
                    y,
                    thick,
                    thick * (2 + 3 * random.nextDouble()),
                    .3 * random.nextGaussian(),
                    strength * random.nextGaussian(),
                    .5 * strength * random.nextGaussian()));
        }
    }
}
