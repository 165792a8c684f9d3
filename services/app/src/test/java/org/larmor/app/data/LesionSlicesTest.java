package org.larmor.app.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;

class LesionSlicesTest {
    @Test
    void lesionsLieInTheBrainAndAreBrightInFlair() throws IOException {
        List<RealImage> flair = LesionSlices.pictures(Contrast.FLAIR);
        List<RealImage> t1 = LesionSlices.pictures(Contrast.T1);
        List<RealImage> lesions = LesionSlices.lesions();
        assertEquals(2, lesions.size());
        for (int slice = 0; slice < lesions.size(); slice++) {
            double within = 0;
            double around = 0;
            int marked = 0;
            int outside = 0;
            int healthy = 0;
            for (int i = 0; i < lesions.get(slice).data().length; i++) {
                float value = flair.get(slice).data()[i];
                if (lesions.get(slice).data()[i] > 0) {
                    outside += t1.get(slice).data()[i] > 0 ? 0 : 1;
                    within += value;
                    marked++;
                } else if (value > 0) {
                    around += value;
                    healthy++;
                }
            }
            assertTrue(marked > 1000, marked + " pixels");
            assertTrue(outside < .01 * marked, outside + " pixels outside");
            assertTrue(within / marked > 1.3 * around / healthy, "slice " + slice);
        }
    }
}
