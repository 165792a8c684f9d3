package org.larmor.app.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.larmor.app.data.PictureFile;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;

class StudyTest {
    private static final int SIDE = 48;

    @Test
    void theNoiseFloorOfOwnPicturesIsNoTissueAndNoPartOfTheLevel() throws Exception {
        Study study = Study.of(List.of(file(.1f)), List.of(Contrast.FLAIR));
        Study black = Study.of(List.of(file(0)), List.of(Contrast.FLAIR));

        RealImage slice = Objects.requireNonNull(study.slice(1).pictures().get(Contrast.FLAIR));
        assertEquals(0, slice.data()[0]);
        assertEquals(1, slice.data()[SIDE / 2 * SIDE + SIDE / 2]);
        assertEquals(black.levels(), study.levels());
        assertEquals(
                List.of("the floor of the noise in the air was set to 0 in 3 of 3 slices"),
                study.notes().stream().filter(note -> note.contains("floor")).toList());
        assertEquals(1, black.notes().size(), "nothing was done to pictures with black air: " + black.notes());
    }

    private static PictureFile file(float air) {
        float[] data = new float[3 * SIDE * SIDE];
        for (int i = 0; i < data.length; i++) {
            int pixel = i % (SIDE * SIDE);
            boolean inside = Math.hypot(pixel / SIDE - SIDE / 2, pixel % SIDE - SIDE / 2) < 15;
            data[i] = inside ? 1 : air;
        }
        return new PictureFile(Path.of("flair.npy"), new RealVolume(3, SIDE, SIDE, data), true, null, List.of());
    }
}
