package org.larmor.core.phantom;

/**
 * What a tissue looks like: its brightness, and its phase in radians (chemical shift, susceptibility, flow).
 *
 * <p>Shapes add up, so a tissue inside another is drawn with the difference between the two.
 */
record Tissue(double brightness, double phase) {
    static final Tissue AIR = new Tissue(0, 0);

    double re() {
        return brightness * Math.cos(phase);
    }

    double im() {
        return brightness * Math.sin(phase);
    }

    /** An ellipse of this tissue within another. */
    Shape ellipse(Tissue around, double x, double y, double a, double b, double angle) {
        return new Ellipse(x, y, a, b, angle, re() - around.re(), im() - around.im());
    }

    /** A polygon of this tissue within another. */
    Shape polygon(Tissue around, Outline outline) {
        return new Polygon(outline.xs(), outline.ys(), re() - around.re(), im() - around.im());
    }
}
