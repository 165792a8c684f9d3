package org.larmor.core.anomaly;

/** The parts of a set of voxels that hang together by their faces. */
final class Parts {
    private final boolean[] in;
    private final int plane;
    private final int columns;
    private final int[] stack;
    private final int[] part;

    Parts(boolean[] in, int rows, int columns) {
        this.in = in;
        this.plane = rows * columns;
        this.columns = columns;
        this.stack = new int[in.length];
        this.part = new int[in.length];
    }

    /** The part with the largest sum of weights. @param weights of the pixels of one plane, the same in each */
    boolean[] heaviest(double[] weights) {
        int parts = 0;
        int best = -1;
        double most = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] && part[i] == 0) {
                double weight = filled(i, ++parts, weights);
                if (weight > most) {
                    most = weight;
                    best = parts;
                }
            }
        }
        boolean[] heaviest = new boolean[in.length];
        for (int i = 0; i < in.length; i++) {
            heaviest[i] = part[i] == best;
        }
        return heaviest;
    }

    private double filled(int from, int number, double[] weights) {
        int waiting = 0;
        stack[waiting++] = from;
        part[from] = number;
        double weight = 0;
        while (waiting > 0) {
            int at = stack[--waiting];
            weight += weights[at % plane];
            int column = at % columns;
            int row = at % plane / columns;
            int[] next = {
                column > 0 ? at - 1 : -1,
                column < columns - 1 ? at + 1 : -1,
                row > 0 ? at - columns : -1,
                row < plane / columns - 1 ? at + columns : -1,
                at - plane,
                at + plane < in.length ? at + plane : -1
            };
            for (int each : next) {
                if (each >= 0 && in[each] && part[each] == 0) {
                    part[each] = number;
                    stack[waiting++] = each;
                }
            }
        }
        return weight;
    }
}
