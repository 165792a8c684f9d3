package org.larmor.models.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.StudySlice;
import org.larmor.core.domain.Vector3;

class SlicePreparationTest {
    private final SlicePreparation preparation = new SlicePreparation(Brains.model());

    private String refusal(StudySlice slice) {
        return assertThrows(AnomalyRefusal.class, () -> preparation.of(slice)).reason();
    }

    private static StudySlice of(int rows, int columns, float[] data, String anatomy) {
        var geometry = new Geometry(Placement.AXIAL, new Vector3(columns, rows, 5));
        return new StudySlice(Map.of(Contrast.FLAIR, new RealImage(rows, columns, data)), geometry, anatomy);
    }

    /** A disc of tissue; with a skull: a dark ring in it, and a bright one around that. */
    private static float[] head(int side, double radius, boolean skull) {
        float[] data = new float[side * side];
        for (int i = 0; i < data.length; i++) {
            double r = Math.hypot(i / side - side / 2.0, i % side - side / 2.0);
            double tissue = r < radius ? 100 + 5 * Math.sin(0.3 * i) : 0;
            boolean scalp = r >= radius + 7 && r < radius + 13;
            data[i] = (float) (skull && scalp ? 160 : tissue);
        }
        return data;
    }

    @Test
    void anAnatomyThatTheModelDoesNotKnowIsRefused() {
        assertEquals("model anomaly-brain is for brain, not knee", refusal(of(200, 200, head(200, 70, false), "knee")));
    }

    @Test
    void aSliceOfMoreThan512PixelsIsRefused() {
        assertEquals("the slice is 520 x 520 pixels, more than 512", refusal(of(520, 520, head(520, 70, false), "")));
    }

    @Test
    void aConstantPictureIsRefused() {
        assertEquals("the flair picture is constant", refusal(of(200, 200, new float[200 * 200], "brain")));
    }

    @Test
    void valuesThatAreNotFiniteAreRefused() {
        float[] data = head(200, 70, false);
        data[777] = Float.NaN;
        assertEquals("the flair picture holds values that are not finite", refusal(of(200, 200, data, "brain")));
    }

    @Test
    void anUnknownContrastIsRefused() {
        String reason =
                assertThrows(AnomalyRefusal.class, () -> Contrast.of("dwi")).reason();
        assertEquals("the contrast 'dwi' is none of t1, t1c, t2, flair", reason);
    }

    @Test
    void aSliceWithHardlyAnyBrainIsRefused() {
        assertTrue(refusal(of(200, 200, head(200, 20, false), "")).endsWith("mm^2 of brain, 2500 are needed"));
    }

    @Test
    void whatIsTooLargeForABrainIsRefused() {
        assertTrue(refusal(of(400, 400, head(400, 130, false), ""))
                .startsWith("what is not air measures 259 x 259 mm, more than a brain's 224 x 192"));
    }

    @Test
    void aSliceThatIsNotAxialIsRefused() {
        var sagittal = new Placement(Vector3.ZERO, new Vector3(0, 1, 0), new Vector3(0, 0, -1), new Vector3(1, 0, 0));
        var geometry = new Geometry(sagittal, new Vector3(200, 200, 5));
        var picture = new RealImage(200, 200, head(200, 70, false));
        assertTrue(refusal(new StudySlice(Map.of(Contrast.T1, picture), geometry, "brain"))
                .startsWith("the slice is not axial"));
    }

    @Test
    void theSkullIsTakenOffAndThatIsSaid() throws AnomalyRefusal {
        PreparedBrain brain = preparation.of(of(220, 220, head(220, 70, true), "brain"));
        assertEquals("the skull was taken off by morphology", brain.remark());
        assertEquals(Math.PI * 70 * 70, brain.area(), 0.06 * Math.PI * 70 * 70);
    }

    @Test
    void aSkullThatCannotBeTakenOffIsRefused() {
        float[] data = head(220, 38, true);
        assertEquals(
                "the flair picture shows the skull, without which model anomaly-brain was trained, and it cannot be taken off",
                refusal(of(220, 220, data, "brain")));
    }

    @Test
    void valuesAreInUnitsOfTheMedian() throws AnomalyRefusal {
        PreparedBrain brain = preparation.of(of(200, 200, head(200, 70, false), ""));
        double level = Objects.requireNonNull(brain.levels().get(Contrast.FLAIR));
        assertEquals(100, level, 1);
        int plane = brain.inside().length;
        int middle = 3 * plane
                + brain.canvas().rows() / 2 * brain.canvas().columns()
                + brain.canvas().columns() / 2;
        assertEquals(0, brain.values()[middle], 0.06);
        assertEquals(-1, brain.values()[3 * plane], "air is -1");
        assertEquals(0, brain.values()[0], "a contrast that is missing is 0");
        assertEquals("", brain.remark());
    }
}
