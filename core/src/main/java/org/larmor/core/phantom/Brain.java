package org.larmor.core.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A head in axial slices, T1-like, anterior side up: scalp, skull, fluid, a folded cortex over white matter, deep grey
 * matter, ventricles, vessels, and texture. All slices of a seed belong to one head.
 */
record Brain(long seed) implements Anatomy {
    private static final Tissue FAT = new Tissue(.85, .7);
    private static final Tissue BONE = new Tissue(.06, .2);
    private static final Tissue FLUID = new Tissue(.16, -.25);
    private static final Tissue GREY = new Tissue(.52, 0);
    private static final Tissue WHITE = new Tissue(.8, .08);
    private static final Tissue BLOOD = new Tissue(1, .5);

    @Override
    public String name() {
        return "brain";
    }

    @Override
    public List<Shape> still(int slice, int slices) {
        double height = slices == 1 ? 0 : -.5 + (double) slice / (slices - 1);
        double size = Math.sqrt(1 - height * height);
        List<Shape> shapes = new ArrayList<>();
        head(shapes, size);
        Cortex cortex = Cortex.of(seed, height, size);
        shapes.add(GREY.polygon(FLUID, cortex.pia()));
        shapes.add(WHITE.polygon(GREY, cortex.white()));
        deepGrey(shapes, size);
        ventricles(shapes, size, Math.max(.25, 1 - 3 * height * height));
        Random random = new Random(seed * 31 + 7);
        vessels(shapes, size, random);
        texture(shapes, size, height, random);
        return shapes;
    }

    private static void head(List<Shape> shapes, double size) {
        shapes.add(FAT.polygon(Tissue.AIR, skin(.350, .432, size)));
        shapes.add(BONE.polygon(FAT, skin(.328, .410, size)));
        shapes.add(FLUID.polygon(BONE, skin(.304, .386, size)));
    }

    private static Outline skin(double a, double b, double size) {
        return Outline.around(0, 0, 240, angle -> Cortex.skull(a * size, b * size, angle));
    }

    private static void deepGrey(List<Shape> shapes, double size) {
        for (int side = -1; side <= 1; side += 2) {
            shapes.add(GREY.ellipse(WHITE, side * .070 * size, -.085 * size, .013, .040, side * -.25));
            shapes.add(GREY.ellipse(WHITE, side * .112 * size, -.030 * size, .018, .058, side * -.18));
            shapes.add(GREY.ellipse(WHITE, side * .043 * size, .030 * size, .025, .036, side * .45));
        }
    }

    private static void ventricles(List<Shape> shapes, double size, double fullness) {
        for (int side = -1; side <= 1; side += 2) {
            shapes.add(FLUID.ellipse(
                    WHITE, side * .034 * size, -.090 * size, .0135 * fullness, .045 * fullness, side * -.38));
            shapes.add(FLUID.ellipse(
                    WHITE, side * .068 * size, .105 * size, .0140 * fullness, .052 * fullness, side * -.42));
        }
        shapes.add(FLUID.ellipse(WHITE, 0, .0, .0045, .030 * fullness, 0));
    }

    private static void vessels(List<Shape> shapes, double size, Random random) {
        for (int n = 0; n < 14; n++) {
            double angle = 2 * Math.PI * random.nextDouble();
            double r = size * (.15 + .14 * random.nextDouble());
            double thick = .0022 + .002 * random.nextDouble();
            shapes.add(new Ellipse(
                    r * Math.cos(angle),
                    1.2 * r * Math.sin(angle),
                    thick,
                    thick * 1.3,
                    angle,
                    .3 * BLOOD.re(),
                    .3 * BLOOD.im()));
        }
    }

    /** Smooth unevenness of brightness and phase, and fine grain. */
    private static void texture(List<Shape> shapes, double size, double height, Random random) {
        for (int n = 0; n < 90; n++) {
            double angle = 2 * Math.PI * random.nextDouble() + .4 * height;
            double r = size * .27 * Math.sqrt(random.nextDouble());
            double wide = n < 30 ? .03 + .03 * random.nextDouble() : .004 + .010 * random.nextDouble();
            double strength = n < 30 ? .05 : .07;
            shapes.add(new Blob(
                    r * Math.cos(angle),
                    1.2 * r * Math.sin(angle),
                    wide,
                    wide * (.6 + .8 * random.nextDouble()),
                    angle,
                    strength * random.nextGaussian(),
                    strength * random.nextGaussian()));
        }
    }
}
