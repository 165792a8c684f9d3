package org.larmor.core.phantom;

/**
 * A polygon of even brightness, for outlines that no ellipse draws. With corners p_n, edges e_n = p_(n+1) - p_n and
 * middles m_n, its transform is {@code i / (2 pi |k|^2) sum (kx ey - ky ex) sinc(k . e_n) exp(-2 pi i k . m_n)} for corners
 * that go round from x towards y, by Gauss' theorem; at k = 0 it is the area.
 */
final class Polygon implements Shape {
    private final double[] xs;
    private final double[] ys;
    private final double re;
    private final double im;

    /** Corners in order; the last is joined to the first. */
    Polygon(double[] xs, double[] ys, double re, double im) {
        if (xs.length < 3 || xs.length != ys.length) {
            throw new IllegalArgumentException("a polygon of " + xs.length + " by " + ys.length + " corners");
        }
        this.xs = xs.clone();
        this.ys = ys.clone();
        this.re = re;
        this.im = im;
    }

    @Override
    public double re() {
        return re;
    }

    @Override
    public double im() {
        return im;
    }

    /** Area, positive for corners that go round from x towards y. */
    double area() {
        double sum = 0;
        for (int n = 0; n < xs.length; n++) {
            int next = (n + 1) % xs.length;
            sum += xs[n] * ys[next] - xs[next] * ys[n];
        }
        return sum / 2;
    }

    @Override
    public Row along(int halfColumns) {
        int corners = xs.length;
        double[][] middles = new double[corners][];
        double[][] halves = new double[corners][];
        for (int n = 0; n < corners; n++) {
            int next = (n + 1) % corners;
            middles[n] = Shift.phasors((xs[n] + xs[next]) / 2, halfColumns);
            halves[n] = Shift.phasors((xs[next] - xs[n]) / 2, halfColumns);
        }
        return (ky, last, row) -> {
            java.util.Arrays.fill(row, 0, 2 * (last + 1), 0);
            for (int n = 0; n < corners; n++) {
                addEdge(n, ky, last, row, middles[n], halves[n], halfColumns);
            }
            finish(ky, last, row, halfColumns);
        };
    }

    private void addEdge(int n, double ky, int last, double[] row, double[] middles, double[] halves, int halfColumns) {
        int next = (n + 1) % xs.length;
        double ex = xs[next] - xs[n];
        double ey = ys[next] - ys[n];
        double middleAngle = -Math.PI * ky * (ys[n] + ys[next]);
        double middleRe = Math.cos(middleAngle);
        double middleIm = Math.sin(middleAngle);
        double halfRe = Math.cos(-Math.PI * ky * ey);
        double halfIm = Math.sin(-Math.PI * ky * ey);
        for (int j = 0; j <= last; j++) {
            double kx = (j - halfColumns) * Spectrum.STEP;
            double along = Math.PI * (kx * ex + ky * ey);
            double sine = -(halves[2 * j] * halfIm + halves[2 * j + 1] * halfRe);
            double sinc = Math.abs(along) < 1e-6 ? 1 : sine / along;
            double weight = (kx * ey - ky * ex) * sinc;
            row[2 * j] += weight * (middles[2 * j] * middleRe - middles[2 * j + 1] * middleIm);
            row[2 * j + 1] += weight * (middles[2 * j] * middleIm + middles[2 * j + 1] * middleRe);
        }
    }

    private void finish(double ky, int last, double[] row, int halfColumns) {
        for (int j = 0; j <= last; j++) {
            double kx = (j - halfColumns) * Spectrum.STEP;
            double square = kx * kx + ky * ky;
            double real = square == 0 ? area() : -row[2 * j + 1] / (2 * Math.PI * square);
            double imaginary = square == 0 ? 0 : row[2 * j] / (2 * Math.PI * square);
            row[2 * j] = real;
            row[2 * j + 1] = imaginary;
        }
    }
}
