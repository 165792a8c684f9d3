package org.larmor.core.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.RealImage;

/** The figures come from the Python scoring tool (NumPy, SciPy) on the same pictures, told here by formula. */
class ScoreTest {
    private static final List<RealImage> TRUTH = List.of(ScoredPictures.truth(0), ScoredPictures.truth(1));
    private static final List<RealImage> RESULT = List.of(ScoredPictures.result(0), ScoredPictures.result(1));

    @Test
    void equalsTheScoringToolImageByImage() {
        List<Score> scores = Score.of(TRUTH, RESULT);
        assertScore(scores.get(0), 32.198037533792764, 33.35679989754973, 0.9257983396589408, 0.05001180965857899);
        assertScore(scores.get(1), 31.769823886475635, 33.00184988019395, 0.8321871835689562, 0.06184021269598697);
        assertEquals(0.48293606286772517, LeastSquaresScale.of(TRUTH, RESULT), 1e-12);
    }

    @Test
    void averagesFigureByFigure() {
        Score mean = Score.mean(Score.of(TRUTH, RESULT));
        assertEquals((32.198037533792764 + 31.769823886475635) / 2, mean.psnr(), 1e-9);
        assertEquals((0.05001180965857899 + 0.06184021269598697) / 2, mean.nrmse(), 1e-12);
    }

    @Test
    void doesNotCareForTheResultsScale() {
        RealImage brighter = new RealImage(
                ScoredPictures.ROWS,
                ScoredPictures.COLUMNS,
                RESULT.get(0).data().clone());
        for (int i = 0; i < brighter.data().length; i++) {
            brighter.data()[i] *= 4;
        }
        assertEquals(Score.of(TRUTH.get(0), RESULT.get(0)), Score.of(TRUTH.get(0), brighter));
    }

    @Test
    void isPerfectForTheTruthItself() {
        Score score = Score.of(TRUTH.get(0), TRUTH.get(0));
        assertEquals(Double.POSITIVE_INFINITY, score.psnr());
        assertEquals(1, score.ssim(), 1e-12);
        assertEquals(0, score.nrmse());
    }

    @Test
    void refusesWhatCannotBeCompared() {
        RealImage small = new RealImage(2, 2, new float[4]);
        assertThrows(IllegalArgumentException.class, () -> Score.of(TRUTH.get(0), small));
        assertThrows(IllegalArgumentException.class, () -> Score.of(TRUTH, RESULT.subList(0, 1)));
        assertThrows(IllegalArgumentException.class, () -> Score.of(small, small));
        RealImage broken = new RealImage(
                ScoredPictures.ROWS,
                ScoredPictures.COLUMNS,
                RESULT.get(0).data().clone());
        broken.data()[3] = Float.NaN;
        var reason = assertThrows(IllegalArgumentException.class, () -> Score.of(TRUTH.get(0), broken));
        assertTrue(reason.toString().contains("not finite"), reason.toString());
    }

    private static void assertScore(Score score, double psnr, double object, double ssim, double nrmse) {
        assertEquals(psnr, score.psnr(), 1e-9);
        assertEquals(object, score.object(), 1e-9);
        assertEquals(ssim, score.ssim(), 1e-9);
        assertEquals(nrmse, score.nrmse(), 1e-12);
    }
}
