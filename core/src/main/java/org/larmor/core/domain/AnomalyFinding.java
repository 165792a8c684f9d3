package org.larmor.core.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where a slice differs from the nearest healthy one that a model knows. Not a diagnosis.
 *
 * <p>All pictures have the slice's own grid.
 *
 * @param map how much each pixel differs, 0 or more, in units that only the threshold gives a meaning; 0 outside the brain
 * @param deviation standard deviation of the map over its noise levels, in its units; 0 where there is one level
 * @param counterparts the healthy picture of each contrast that was given, in that picture's own intensities
 * @param score calibrated probability, 0 to 1, that the slice holds an anomaly
 * @param scoreThreshold score from which on the slice counts as anomalous
 * @param threshold of the map: held-out healthy slices hardly ever exceed it
 * @param share of the brain's pixels whose map exceeds the threshold
 * @param areaMm2 their area, mm^2
 * @param anomalous false is the answer "no anomaly": the map lies inside what held-out healthy slices give
 * @param made by which model and how
 */
public record AnomalyFinding(
        RealImage map,
        RealImage deviation,
        Map<Contrast, RealImage> counterparts,
        double score,
        double scoreThreshold,
        double threshold,
        double share,
        double areaMm2,
        boolean anomalous,
        Made made) {
    public AnomalyFinding {
        Map<Contrast, RealImage> ordered = new EnumMap<>(Contrast.class);
        ordered.putAll(counterparts);
        counterparts = Collections.unmodifiableMap(ordered);
    }

    /**
     * How it was made.
     *
     * @param digest sha256 of the model's weights, hexadecimal
     * @param levels L: the times to which the slice was noised and back
     * @param denoised evaluations of the denoiser
     * @param classified evaluations of the classifier, with or without its gradient
     * @param seed the same seed gives the same bytes on one machine
     * @param remark what a reader must know (the skull was taken off, the geometry is unknown, ...), or empty
     * @param millis from beginning to end, waits for the device included
     */
    public record Made(
            String model,
            String version,
            String digest,
            List<Integer> levels,
            int denoised,
            int classified,
            long seed,
            String remark,
            double millis) {
        public Made {
            levels = List.copyOf(levels);
        }

        /** All evaluations of a network. */
        public int evaluations() {
            return denoised + classified;
        }
    }
}
