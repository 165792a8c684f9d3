package org.larmor.core.phantom;

import java.util.function.DoubleUnaryOperator;

/** The corners of a closed line. */
record Outline(double[] xs, double[] ys) {
    /** Moves a point. */
    @FunctionalInterface
    interface Warp {
        double[] move(double x, double y);
    }

    /** The line at distance {@code radius(angle)} from a centre, in {@code corners} even steps of angle. */
    static Outline around(double x, double y, int corners, DoubleUnaryOperator radius) {
        double[] xs = new double[corners];
        double[] ys = new double[corners];
        for (int n = 0; n < corners; n++) {
            double angle = 2 * Math.PI * n / corners;
            double r = radius.applyAsDouble(angle);
            xs[n] = x + r * Math.cos(angle);
            ys[n] = y + r * Math.sin(angle);
        }
        return new Outline(xs, ys);
    }

    Outline warped(Warp warp) {
        double[] movedX = new double[xs.length];
        double[] movedY = new double[ys.length];
        for (int n = 0; n < xs.length; n++) {
            double[] moved = warp.move(xs[n], ys[n]);
            movedX[n] = moved[0];
            movedY[n] = moved[1];
        }
        return new Outline(movedX, movedY);
    }
}
