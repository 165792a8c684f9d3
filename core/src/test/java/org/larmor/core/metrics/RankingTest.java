package org.larmor.core.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankingTest {
    /** The chance that one of the kind scores above one that is not, ties half: by looking at every pair. */
    private static double pairs(float[] scores, boolean[] labels) {
        double won = 0;
        double all = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] && !labels[j]) {
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    all++;
                }
            }
        }
        return won / all;
    }

    @Test
    void theAreaIsTheShareOfPairsThatAreInOrder() {
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] scores = new float[60];
            boolean[] labels = new boolean[60];
            for (int i = 0; i < 60; i++) {
                labels[i] = i % 4 == 0;
                scores[i] = random.nextInt(12) - 6 + (labels[i] ? 2 : 0);
            }
            assertEquals(pairs(scores, labels), Ranking.of(scores, labels).auroc(), 1e-12, "seed " + seed);
        }
    }

    @Test
    void aPerfectScoreIsPerfect() {
        Ranking ranking = Ranking.of(new float[] {-2, -1, 0.5f, 3}, new boolean[] {false, false, true, true});
        assertEquals(1, ranking.auroc());
        assertEquals(1, ranking.averagePrecision());
        assertEquals(1, ranking.bestDice());
    }

    @Test
    void aConstantScoreTellsNothing() {
        Ranking ranking = Ranking.of(new float[4], new boolean[] {true, false, false, false});
        assertEquals(0.5, ranking.auroc());
        assertEquals(0.25, ranking.averagePrecision());
        assertEquals(2 * 1.0 / 5, ranking.bestDice());
    }

    @Test
    void precisionIsAveragedOverThePixelsOfTheKind() {
        Ranking ranking = Ranking.of(new float[] {4, 3, 2, 1}, new boolean[] {true, false, true, false});
        assertEquals((1 + 2.0 / 3) / 2, ranking.averagePrecision(), 1e-12);
        assertEquals(0.8, ranking.bestDice(), 1e-12);
    }

    @Test
    void otsuPartsTwoClasses() {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[2000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((i % 5 == 0 ? 10 : 2) + 0.5 * random.nextGaussian());
        }
        double threshold = Otsu.threshold(values);
        assertTrue(threshold > 3.5 && threshold < 8.5, "at " + threshold);
        assertEquals(7, Otsu.threshold(new float[] {7, 7, 7}));
    }
}
