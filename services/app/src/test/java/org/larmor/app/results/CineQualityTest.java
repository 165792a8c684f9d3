package org.larmor.app.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.Stage;

class CineQualityTest {
    private static final int ROWS = 20;
    private static final int COLUMNS = 30;

    @Test
    void truthItselfHasNoErrorAndBlendingAMovingEdgeHas() {
        List<Frame> cine = new ArrayList<>();
        for (int frame = 0; frame < 8; frame++) {
            cine.add(frame(frame, moved(frame / 8.0)));
        }

        CineQuality quality = CineQuality.of(cine, CineQualityTest::moved);

        assertEquals(6, quality.frames());
        assertTrue(quality.synthesised() > 80, quality.toString());
        assertTrue(quality.blended() < 40 && quality.still() < quality.blended(), quality.toString());
    }

    @Test
    void aSynthesisThatBlendsIsAsGoodAsBlending() {
        List<Frame> cine = new ArrayList<>();
        for (int frame = 0; frame < 8; frame++) {
            double share = frame % 4 / 4.0;
            RealImage source = moved(frame < 4 ? 0 : .5);
            RealImage target = moved(frame < 4 ? .5 : 0);
            float[] blend = new float[source.data().length];
            for (int i = 0; i < blend.length; i++) {
                blend[i] = (float) ((1 - share) * source.data()[i] + share * target.data()[i]);
            }
            cine.add(frame(frame, new RealImage(ROWS, COLUMNS, blend)));
        }

        CineQuality quality = CineQuality.of(cine, CineQualityTest::moved);

        assertEquals(quality.blended(), quality.synthesised(), 1e-4);
    }

    @Test
    void aCineOfMeasuredFramesAloneHasNoFigure() {
        CineQuality quality = CineQuality.of(List.of(frame(0, moved(0)), frame(4, moved(.5))), CineQualityTest::moved);

        assertEquals(0, quality.frames());
        assertTrue(Double.isNaN(quality.synthesised()));
    }

    /** A bright half whose edge goes there and back within a cycle. */
    private static RealImage moved(double time) {
        double edge = 6 + 16 * (time <= .5 ? 2 * time : 2 - 2 * time);
        float[] data = new float[ROWS * COLUMNS];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (1 / (1 + Math.exp(2 * (i % COLUMNS - edge))));
        }
        return new RealImage(ROWS, COLUMNS, data);
    }

    /** Of eight; the first and the fifth are measured. */
    private static Frame frame(int number, RealImage picture) {
        boolean measured = number % 4 == 0;
        Frame.Phase first = phase(0);
        Frame.Phase second = phase(1);
        ReconImage like = Scans.image("a", ImageIndex.FIRST, Stage.SENSE, 0, true);
        Frame.Phase source = number < 4 ? first : second;
        return new Frame(
                "a",
                measured ? Frame.Kind.MEASURED : Frame.Kind.SYNTHESISED,
                0,
                source,
                measured ? source : number < 4 ? second : first,
                number % 4 / 4.0,
                number / 8.0,
                like.geometry(),
                picture,
                null,
                null,
                0,
                like.provenance(),
                0,
                0);
    }

    private static Frame.Phase phase(int number) {
        return new Frame.Phase(new ImageIndex(0, 0, number, 0), 0, number / 2.0);
    }
}
