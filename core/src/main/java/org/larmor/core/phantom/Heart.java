package org.larmor.core.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A chest in short-axis view, bright blood, with a heart that beats as {@link CardiacCycle} says. */
record Heart() implements Anatomy {
    private static final Tissue FAT = new Tissue(.75, .6);
    private static final Tissue MUSCLE = new Tissue(.34, .05);
    private static final Tissue LUNG = new Tissue(.05, -.3);
    private static final Tissue BONE = new Tissue(.5, .2);
    private static final Tissue BLOOD = new Tissue(1, .15);
    private static final Tissue WALL = new Tissue(.27, 0);
    private static final Tissue LIVER = new Tissue(.5, .1);
    private static final double X = .045;
    private static final double Y = -.045;

    @Override
    public String name() {
        return "heart";
    }

    @Override
    public List<Shape> still(int slice, int slices) {
        List<Shape> shapes = new ArrayList<>();
        chest(shapes);
        texture(shapes);
        return shapes;
    }

    @Override
    public List<Shape> moving(int slice, int slices, int moment, int moments) {
        double apex = slices == 1 ? .25 : .8 * slice / (slices - 1);
        CardiacCycle cycle = CardiacCycle.at((double) moment / moments, 1 - .5 * apex);
        List<Shape> shapes = new ArrayList<>();
        rightVentricle(shapes, cycle, 1 - apex);
        leftVentricle(shapes, cycle);
        return shapes;
    }

    private static void chest(List<Shape> shapes) {
        shapes.add(FAT.ellipse(Tissue.AIR, 0, .01, .450, .345, 0));
        shapes.add(MUSCLE.ellipse(FAT, 0, .01, .425, .315, 0));
        shapes.add(LUNG.ellipse(MUSCLE, .295, .00, .105, .205, -.1));
        shapes.add(LUNG.ellipse(MUSCLE, -.297, -.03, .105, .165, .1));
        shapes.add(LIVER.ellipse(MUSCLE, -.190, .196, .115, .055, -.30));
        shapes.add(BONE.ellipse(MUSCLE, 0, .225, .048, .042, 0));
        shapes.add(BLOOD.ellipse(MUSCLE, .085, .175, .022, .022, 0));
        shapes.add(BLOOD.ellipse(MUSCLE, -.075, .150, .024, .018, .4));
        for (int rib = -2; rib <= 2; rib++) {
            shapes.add(BONE.ellipse(MUSCLE, .13 * rib, -.288 + .028 * rib * rib, .030, .008, .16 * rib));
        }
    }

    private static void leftVentricle(List<Shape> shapes, CardiacCycle cycle) {
        double x = X + .006 * cycle.contraction();
        double y = Y + .004 * cycle.contraction();
        double cavity = cycle.endocardium();
        shapes.add(WALL.ellipse(MUSCLE, x, y, cycle.epicardium(), cycle.epicardium(), 0));
        shapes.add(BLOOD.ellipse(WALL, x, y, cavity, cavity * .97, cycle.turn()));
        for (double angle : new double[] {.9, 2.6}) {
            double at = angle + 2 * cycle.turn();
            shapes.add(WALL.ellipse(
                    BLOOD,
                    x + .66 * cavity * Math.cos(at),
                    y + .66 * cavity * Math.sin(at),
                    .19 * cavity,
                    .15 * cavity,
                    at));
        }
    }

    /** A crescent beside the left ventricle: a thin wall, and blood. */
    private static void rightVentricle(List<Shape> shapes, CardiacCycle cycle, double size) {
        double width = (.035 + .070 * size) * (1 - .42 * cycle.contraction());
        shapes.add(WALL.polygon(MUSCLE, crescent(cycle, width + .010, .05)));
        shapes.add(BLOOD.polygon(WALL, crescent(cycle, width, -.03)));
    }

    private static Outline crescent(CardiacCycle cycle, double width, double longer) {
        int steps = 60;
        double x = X + .006 * cycle.contraction();
        double y = Y + .004 * cycle.contraction();
        double from = Math.PI - 1.12 - longer + cycle.turn();
        double to = Math.PI + 1.12 + longer + cycle.turn();
        double inner = cycle.epicardium() + .001;
        double[] xs = new double[2 * steps];
        double[] ys = new double[2 * steps];
        for (int n = 0; n < 2 * steps; n++) {
            boolean outside = n < steps;
            double share = (outside ? n : 2 * steps - 1 - n) / (steps - 1.0);
            double angle = from + (to - from) * share;
            double r = inner + (outside ? width * Math.pow(Math.sin(Math.PI * share), .6) : 0);
            xs[n] = x + r * Math.cos(angle);
            ys[n] = y + r * Math.sin(angle);
        }
        return new Outline(xs, ys);
    }

    private static void texture(List<Shape> shapes) {
        Random random = new Random(5);
        for (int n = 0; n < 60; n++) {
            double angle = 2 * Math.PI * random.nextDouble();
            double r = Math.sqrt(random.nextDouble());
            double wide = n < 20 ? .05 : .006 + .012 * random.nextDouble();
            shapes.add(new Blob(
                    .4 * r * Math.cos(angle),
                    .29 * r * Math.sin(angle),
                    wide,
                    wide,
                    0,
                    .035 * random.nextGaussian(),
                    .035 * random.nextGaussian()));
        }
    }
}
