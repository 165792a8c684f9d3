package org.larmor.core.phantom;

import java.util.ArrayList;
import java.util.List;

/** The modified Shepp-Logan head (Toft, 1996), anterior side up. */
record SheppLogan() implements Anatomy {
    /** Brightness, half axes, centre (of a square from -1 to 1, y upwards), angle in degrees. */
    private static final double[][] ELLIPSES = {
        {1, .69, .92, 0, 0, 0},
        {-.8, .6624, .8740, 0, -.0184, 0},
        {-.2, .11, .31, .22, 0, -18},
        {-.2, .16, .41, -.22, 0, 18},
        {.1, .21, .25, 0, .35, 0},
        {.1, .046, .046, 0, .1, 0},
        {.1, .046, .046, 0, -.1, 0},
        {.1, .046, .023, -.08, -.605, 0},
        {.1, .023, .023, 0, -.606, 0},
        {.1, .023, .046, .06, -.605, 0},
    };

    @Override
    public String name() {
        return "phantom";
    }

    @Override
    public List<Shape> still(int slice, int slices) {
        List<Shape> shapes = new ArrayList<>();
        for (double[] e : ELLIPSES) {
            shapes.add(new Ellipse(e[3] / 2, -e[4] / 2, e[1] / 2, e[2] / 2, -Math.toRadians(e[5]), e[0], 0));
        }
        return shapes;
    }
}
