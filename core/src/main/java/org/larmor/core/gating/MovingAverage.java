package org.larmor.core.gating;

/** The mean of the latest samples; of a symmetric shape, so it delays by {@link #delay} samples and distorts no phase. */
final class MovingAverage {
    private final double[] ring;
    private double sum;
    private int at;

    /** @param wanted samples; made odd, and 1 at least */
    MovingAverage(double wanted) {
        this.ring = new double[2 * (int) Math.max(0, Math.round((wanted - 1) / 2)) + 1];
    }

    int delay() {
        return ring.length / 2;
    }

    double push(double sample) {
        sum += sample - ring[at];
        ring[at] = sample;
        at = at + 1 == ring.length ? 0 : at + 1;
        if (at == 0) {
            sum = 0;
            for (double value : ring) {
                sum += value;
            }
        }
        return sum / ring.length;
    }

    /** The sample of {@link #delay} samples ago. */
    double centre() {
        return ring[(at + ring.length / 2) % ring.length];
    }
}
