package org.larmor.core.phantom;

import java.util.Random;

/** The two folded lines of a slice of brain: its surface (pia), and the border of the white matter inside it. */
record Cortex(Outline pia, Outline white) {
    private static final int CORNERS = 640;
    private static final double A = .297;
    private static final double B = .378;
    private static final double THICKNESS = .034;

    /** A sulcus: where it lies, how deep it goes (share of the radius) and half its width (radians). */
    private record Fold(double angle, double depth, double width) {
        double at(double angle, double more) {
            double distance = Math.IEEEremainder(angle - this.angle, 2 * Math.PI) / (width + more);
            double square = distance * distance;
            return square > 6 ? 0 : Math.exp(-square * square);
        }
    }

    static Cortex of(long seed, double height, double size) {
        Fold[] folds = folds(new Random(seed), height);
        Outline pia = Outline.around(0, 0, CORNERS, angle -> radius(folds, angle, size, 0, 0));
        Outline white = Outline.around(0, 0, CORNERS, angle -> radius(folds, angle, size, THICKNESS, .030));
        Outline.Warp warp = bend(seed, height);
        return new Cortex(pia.warped(warp), white.warped(warp));
    }

    /** A skull-like oval: an ellipse that is wider at the back. */
    static double skull(double a, double b, double angle) {
        double cos = Math.cos(angle) / (a * (1 + .07 * Math.sin(angle)));
        double sin = Math.sin(angle) / b;
        return 1 / Math.sqrt(cos * cos + sin * sin);
    }

    private static double radius(Fold[] folds, double angle, double size, double thickness, double more) {
        double deepest = 0;
        for (Fold fold : folds) {
            deepest = Math.max(deepest, (fold.depth() + thickness) * fold.at(angle, more));
        }
        return skull(A * size, B * size, angle) * (1 - Math.max(thickness, deepest));
    }

    private static Fold[] folds(Random random, double height) {
        int count = 40;
        Fold[] folds = new Fold[count + 4];
        for (int n = 0; n < count; n++) {
            double angle = 2 * Math.PI * (n + .5 + .5 * (random.nextDouble() - .5)) / count;
            double change = random.nextGaussian();
            double depth = (n % 3 == 0 ? .07 : .14) + .17 * random.nextDouble() + .04 * Math.sin(6 * height + change);
            folds[n] = new Fold(
                    angle + .1 * height * change, depth, (n % 3 == 0 ? .014 : .021) + .010 * random.nextDouble());
        }
        folds[count] = new Fold(-Math.PI / 2, .52, .012);
        folds[count + 1] = new Fold(Math.PI / 2, .46, .012);
        folds[count + 2] = new Fold(-.18, .36, .030);
        folds[count + 3] = new Fold(Math.PI + .18, .36, .030);
        return folds;
    }

    private static Outline.Warp bend(long seed, double height) {
        Random random = new Random(seed + 1);
        double[] p = new double[4];
        for (int n = 0; n < p.length; n++) {
            p[n] = 2 * Math.PI * random.nextDouble() + (n - 1.5) * height;
        }
        return (x, y) -> {
            double fade = Math.min(1, 40 * x * x);
            double wide = .011 * fade;
            double fine = .005 * fade;
            return new double[] {
                x + wide * Math.sin(44 * y + 16 * x + p[0]) + fine * Math.sin(95 * y - 40 * x + p[1]),
                y + wide * Math.sin(47 * x - 12 * y + p[2]) + fine * Math.sin(90 * x + 50 * y + p[3])
            };
        };
    }
}
