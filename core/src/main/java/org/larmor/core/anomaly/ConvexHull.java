package org.larmor.core.anomaly;

import java.util.ArrayList;
import java.util.List;

/** The convex hull of the pixels of a set (Andrew's monotone chain). */
final class ConvexHull {
    private final List<int[]> corners = new ArrayList<>();

    ConvexHull(PlaneMask mask) {
        List<int[]> points = mask.points();
        for (int pass = 0; pass < 2; pass++) {
            int first = corners.size();
            for (int[] point : pass == 0 ? points : points.reversed()) {
                while (corners.size() - first > 1 && !turnsLeft(point)) {
                    corners.removeLast();
                }
                corners.add(point);
            }
            if (!corners.isEmpty()) {
                corners.removeLast();
            }
        }
    }

    private boolean turnsLeft(int[] point) {
        int[] a = corners.get(corners.size() - 2);
        int[] b = corners.getLast();
        return (long) (b[0] - a[0]) * (point[1] - a[1]) > (long) (b[1] - a[1]) * (point[0] - a[0]);
    }

    /** Between the pixels' centres. */
    double area() {
        double twice = 0;
        for (int i = 0; i < corners.size(); i++) {
            int[] a = corners.get(i);
            int[] b = corners.get((i + 1) % corners.size());
            twice += (double) a[0] * b[1] - (double) a[1] * b[0];
        }
        return Math.abs(twice) / 2;
    }
}
