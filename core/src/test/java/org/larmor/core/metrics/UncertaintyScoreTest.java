package org.larmor.core.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.RealImage;

class UncertaintyScoreTest {
    /** The figures come from the Python scoring tool (NumPy, SciPy) on the same pictures, told here by formula. */
    @Test
    void equalsTheScoringToolImageByImage() {
        List<UncertaintyScore> scores = UncertaintyScore.of(
                List.of(ScoredPictures.truth(0), ScoredPictures.truth(1)),
                List.of(ScoredPictures.result(0), ScoredPictures.result(1)),
                List.of(ScoredPictures.deviation(0), ScoredPictures.deviation(1)));
        assertEquals(0.7410714285714286, scores.get(0).coverage90(), 1e-12);
        assertEquals(1.0191318055535814, scores.get(0).ause(), 1e-9);
        assertEquals(0.7307132459970888, scores.get(1).coverage90(), 1e-12);
        assertEquals(0.968402048067703, scores.get(1).ause(), 1e-9);
    }

    @Test
    void ninetyPercentOfNormalErrorsAreHeldByTheirOwnDeviation() {
        Random random = new Random(5);
        RealImage truth = flat(200, 100);
        RealImage result = flat(200, 100);
        RealImage deviation = flat(200, 0);
        for (int i = 0; i < result.data().length; i++) {
            deviation.data()[i] = 0.1f + random.nextFloat();
            result.data()[i] += (float) (deviation.data()[i] * random.nextGaussian());
        }
        UncertaintyScore score = UncertaintyScore.of(List.of(truth), List.of(result), List.of(deviation))
                .getFirst();
        assertEquals(0.9, score.coverage90(), 0.006, "seed 5");
    }

    @Test
    void aPerfectRankingHasNoAreaAndAShuffledOneHasItAll() {
        Random random = new Random(6);
        RealImage truth = flat(200, 100);
        RealImage result = flat(200, 100);
        RealImage perfect = flat(200, 0);
        RealImage shuffled = flat(200, 0);
        for (int i = 0; i < result.data().length; i++) {
            float error = random.nextFloat();
            result.data()[i] += i % 2 == 0 ? error : -error;
            shuffled.data()[i] = random.nextFloat();
        }
        double scale = LeastSquaresScale.of(List.of(truth), List.of(result));
        for (int i = 0; i < result.data().length; i++) {
            perfect.data()[i] = (float) Math.abs(scale * result.data()[i] - 100);
        }
        assertEquals(0, ause(truth, result, perfect), 1e-4);
        assertEquals(1, ause(truth, result, shuffled), 0.05, "seed 6");
    }

    @Test
    void refusesADeviationOfAnotherSize() {
        assertThrows(IllegalArgumentException.class, () -> ause(flat(20, 1), flat(20, 1), flat(21, 1)));
    }

    private static double ause(RealImage truth, RealImage result, RealImage deviation) {
        return UncertaintyScore.of(List.of(truth), List.of(result), List.of(deviation))
                .getFirst()
                .ause();
    }

    private static RealImage flat(int side, float value) {
        float[] data = new float[side * side];
        java.util.Arrays.fill(data, value);
        return new RealImage(side, side, data);
    }
}
