package org.larmor.app.anomaly;

/**
 * How well a map finds the lesions of some slices, over the brain's pixels of all of them together.
 *
 * @param lesionFree slices without a lesion
 * @param auroc area under the ROC curve
 * @param averagePrecision over all pixels of lesions
 * @param bestDice of one threshold for all slices
 * @param otsuDice mean over the slices with a lesion, each at Otsu's threshold
 * @param threshold of the map, NaN for none
 * @param dice at that threshold
 * @param falseArea share of lesion-free slices' pixels above that threshold
 * @param evaluations of both networks, a slice
 * @param seconds a slice
 */
public record AnomalyFigures(
        int slices,
        int lesionFree,
        double auroc,
        double averagePrecision,
        double bestDice,
        double otsuDice,
        double threshold,
        double dice,
        double falseArea,
        double evaluations,
        double seconds) {}
