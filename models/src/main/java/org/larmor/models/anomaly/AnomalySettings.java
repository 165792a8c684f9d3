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
        return new AnomalySettings(new AnomalyRecipe(List.of(500), 500, 1, 100, 0, false, false, false, 0), seed);
    }

    /** The same way into noise and back, without guidance, mask and weights: its map is the error of the round trip. */
    public AnomalySettings withoutGuidance() {
        return new AnomalySettings(
                new AnomalyRecipe(
                        recipe.levels(), recipe.steps(), recipe.order(), 0, 0, recipe.clamped(), false, false, 0),
                seed);
    }
}
