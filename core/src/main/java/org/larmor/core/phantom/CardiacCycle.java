package org.larmor.core.phantom;

/**
 * The motion of the simulated heart at one moment; lengths in fields of view.
 *
 * <p>The left ventricle's cavity contracts, its wall keeps its area and so thickens, and the heart turns a little.
 *
 * @param contraction 0 at end-diastole, 1 at end-systole
 * @param endocardium radius of the left ventricle's cavity
 * @param epicardium radius of its outer wall
 * @param turn rotation about the long axis, radians
 */
public record CardiacCycle(double contraction, double endocardium, double epicardium, double turn) {
    private static final double SYSTOLE = .35;
    private static final double RELAXED = .68;
    private static final double CAVITY = .078;
    private static final double WALL = .108;
    private static final double SHORTENING = .38;

    /**
     * @param moment share of the cycle since the R wave, 0 to 1
     * @param size size of this slice of the heart, 1 at its base
     */
    public static CardiacCycle at(double moment, double size) {
        double contraction = contraction(moment);
        double endocardium = size * CAVITY * (1 - SHORTENING * contraction);
        double wallArea = size * size * (WALL * WALL - CAVITY * CAVITY);
        double epicardium = Math.sqrt(endocardium * endocardium + wallArea);
        return new CardiacCycle(contraction, endocardium, epicardium, .14 * contraction);
    }

    private static double contraction(double moment) {
        if (moment < SYSTOLE) {
            return .5 * (1 - Math.cos(Math.PI * moment / SYSTOLE));
        }
        return moment < RELAXED ? .5 * (1 + Math.cos(Math.PI * (moment - SYSTOLE) / (RELAXED - SYSTOLE))) : 0;
    }
}
