package org.larmor.core.phantom;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;

/** Chooses measured lines. The calibration (ACS) lines in the middle are always among them. */
public final class Masks {
    private static final double GOLDEN = (3 - Math.sqrt(5)) / 2;
    /** Chance of a line that is avoided, against that of one that is not. */
    private static final double AVOIDED = 1e-8;

    private Masks() {}

    /**
     * The lines of one picture: {@code rows / acceleration} in all where the kind allows it, ACS included.
     *
     * @param frame cardiac phase: uniform masks shift by a line from frame to frame ({@link MaskKind#KT_UNIFORM} by about
     *     .38 R, so that neighbours in time are not neighbours in k-space), random ones are drawn anew
     * @throws IllegalArgumentException if the acceleration is below 1 or the ACS does not fit
     */
    public static boolean[] lines(MaskKind kind, int rows, double acceleration, int acs, int frame, long seed) {
        if (rows < 1 || !(acceleration >= 1) || acs < 0 || acs > rows) {
            throw new IllegalArgumentException(
                    "R = " + acceleration + " with " + acs + " ACS lines of " + rows + " is no mask");
        }
        boolean[] lines = new boolean[rows];
        int wanted = (int) Math.round(rows / acceleration);
        int first = rows / 2 - acs / 2;
        Arrays.fill(lines, first, first + acs, true);
        switch (kind) {
            case FULL -> Arrays.fill(lines, true);
            case UNIFORM -> every((int) Math.round(acceleration), frame, lines);
            case RANDOM -> draw(lines, wanted, 0, new Random(seed + 1000003L * frame));
            case VARIABLE_DENSITY -> draw(lines, wanted, 2.5, new Random(seed + 1000003L * frame));
            case KT_UNIFORM ->
                every((int) Math.round(acceleration), frame * jump((int) Math.round(acceleration)), lines);
            case KT_RANDOM -> drawNew(lines, wanted, (int) Math.ceil(acceleration), frame, seed);
            case PARTIAL_FOURIER -> Arrays.fill(lines, rows - Math.max(wanted, rows - first), rows, true);
        }
        return lines;
    }

    /** True for the calibration lines of {@link #lines}. */
    public static boolean isCalibration(int row, int rows, int acs) {
        int first = rows / 2 - acs / 2;
        return row >= first && row < first + acs;
    }

    private static void every(int step, int offset, boolean[] lines) {
        for (int row = Math.floorMod(offset, step); row < lines.length; row += step) {
            lines[row] = true;
        }
    }

    /** The shift without a common divisor with {@code step} that is nearest to its golden part. */
    private static int jump(int step) {
        int best = 1;
        for (int shift = 2; shift < step; shift++) {
            boolean fits =
                    BigInteger.valueOf(shift).gcd(BigInteger.valueOf(step)).intValue() == 1;
            best = fits && Math.abs(shift - GOLDEN * step) < Math.abs(best - GOLDEN * step) ? shift : best;
        }
        return best;
    }

    /** Frames by cycles; within one each avoids what those before it took. */
    private static void drawNew(boolean[] lines, int wanted, int cycle, int frame, long seed) {
        boolean[] centre = lines.clone();
        boolean[] taken = new boolean[lines.length];
        for (int before = frame - frame % cycle; before <= frame; before++) {
            System.arraycopy(centre, 0, lines, 0, lines.length);
            draw(lines, wanted, 2.5, new Random(seed + 1000003L * before), taken);
            for (int row = 0; row < lines.length; row++) {
                taken[row] |= lines[row];
            }
        }
    }

    private static void draw(boolean[] lines, int wanted, double power, Random random) {
        draw(lines, wanted, power, random, new boolean[lines.length]);
    }

    /** Draws without putting back, with chances (1 - |distance from the centre|)^power; hardly ever what is avoided. */
    private static void draw(boolean[] lines, int wanted, double power, Random random, boolean[] avoided) {
        int rows = lines.length;
        int held = 0;
        for (boolean line : lines) {
            held += line ? 1 : 0;
        }
        for (; held < Math.min(wanted, rows); held++) {
            double total = 0;
            for (int row = 0; row < rows; row++) {
                total += lines[row] ? 0 : chance(row, rows, power, avoided);
            }
            double at = total * random.nextDouble();
            int row = -1;
            while (at >= 0 && row + 1 < rows) {
                row++;
                at -= lines[row] ? 0 : chance(row, rows, power, avoided);
            }
            while (lines[row]) {
                row--;
            }
            lines[row] = true;
        }
    }

    private static double chance(int row, int rows, double power, boolean[] avoided) {
        double distance = Math.abs(row - rows / 2) / (rows / 2.0);
        return (Math.pow(Math.max(0, 1 - distance), power) + 1e-3) * (avoided[row] ? AVOIDED : 1);
    }
}
