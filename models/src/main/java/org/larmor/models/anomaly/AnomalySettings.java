package org.larmor.models.anomaly;

import java.util.List;
import org.larmor.models.zoo.AnomalyDescription.AnomalyRecipe;
import org.larmor.models.zoo.AnomalyPackage;

/**
 * How a map is made.
 *
 * @param recipe levels, steps, guidance, and what the evidence does
 * @param seed told with the map; the method draws nothing at random, so it changes nothing yet
 */
public record AnomalySettings(AnomalyRecipe recipe, long seed) {
    /** What the package recommends. */
    public static AnomalySettings of(AnomalyPackage model, long seed) {
        return new AnomalySettings(model.description().anomaly().recipe(), seed);
    }

    /** The paper's form: L = 500 of T = 1000 in single steps each way, first order, s = 100; 1,500 evaluations of the networks. */
    public static AnomalySettings paper(long seed) {
        return new AnomalySettings(new AnomalyRecipe(List.of(500), 500, 1, 100, 0, false, false, 0), seed);
    }
}
