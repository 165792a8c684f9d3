package org.larmor.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.larmor.models.zoo.AnomalyCalibration.Trial;

class AnomalyCalibrationTest {
    private static final int PIXELS = 1000;

    /** Healthy slices up to .1, every second one with a lesion of 50 pixels from .3 on. */
    private static List<Trial> trials(int count) {
        Random random = new Random(5);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] map = new float[PIXELS];
            boolean[] lesion = new boolean[PIXELS];
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                lesion[pixel] = i % 2 == 0 && pixel < 50;
                map[pixel] = (lesion[pixel] ? .3f : 0) + .1f * random.nextFloat();
            }
            trials.add(new Trial(map, map, lesion));
        }
        return trials;
    }

    @Test
    void theThresholdPartsLesionsFromTheRestAndTheScoreSlicesWithOnesFromOthers() {
        AnomalyCalibration found = AnomalyCalibration.of(trials(40), "trials");

        assertTrue(found.threshold() > .099 && found.threshold() < .31, "threshold " + found.threshold());
        assertEquals(1, found.dice(), .02);
        assertTrue(found.falseArea() <= 1 - AnomalyCalibration.QUIET, "false area " + found.falseArea());
        assertEquals(0, found.missed() + found.mistaken());
        float[] little = new float[PIXELS];
        float[] much = new float[PIXELS];
        Arrays.fill(little, .05f);
        Arrays.fill(much, .35f);
        assertTrue(found.score().probability(little) < .5);
        assertTrue(found.score().probability(much) > .5);
    }

    @Test
    void theThresholdIsNoLowerThanWhatHealthySlicesHardlyExceed() {
        List<Trial> blind = trials(40).stream()
                .map(trial -> new Trial(trial.evidence(), noise(trial), trial.lesion()))
                .toList();

        AnomalyCalibration found = AnomalyCalibration.of(blind, "a map that finds nothing");

        assertTrue(found.falseArea() <= 1 - AnomalyCalibration.QUIET + 1e-3, "false area " + found.falseArea());
    }

    private static float[] noise(Trial like) {
        Random random = new Random(Arrays.hashCode(like.map()));
        float[] map = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            map[i] = random.nextFloat();
        }
        return map;
    }

    @Test
    void tooFewSlicesOfAKindAndEvidenceThatTellsNothingAreRefused() {
        IllegalArgumentException few =
                assertThrows(IllegalArgumentException.class, () -> AnomalyCalibration.of(trials(15), ""));
        assertEquals("7 slices without a lesion and 8 with one: at least 8 of each are needed", few.getMessage());
        List<Trial> alike = trials(40).stream()
                .map(trial -> new Trial(new float[PIXELS], trial.map(), trial.lesion()))
                .toList();
        assertThrows(IllegalArgumentException.class, () -> AnomalyCalibration.of(alike, ""));
    }

    @Test
    void itIsPutIntoTheShippedDescriptionWhoseOtherLinesStay() throws Exception {
        String before = Files.readString(Path.of("zoo/anomaly-brain/model.yaml"));
        AnomalyCalibration found = AnomalyCalibration.of(trials(40), "someone's 40 slices");

        String once = found.in(before);

        assertTrue(once.contains("calibrated: 'someone''s 40 slices'"), once);
        assertTrue(once.contains("    threshold: " + found.threshold() + "\n"), once);
        assertEquals(once, found.in(once), "again changes nothing");
        List<String> left = new ArrayList<>(before.lines().toList());
        left.removeAll(once.lines().toList());
        assertTrue(left.size() <= 5, "only threshold, slope, intercept and data are replaced: " + left);
    }

    @Test
    void aDescriptionThatSomebodyHasSpacedOutAndRemarkedUponTakesItToo() throws Exception {
        String spaced = Files.readString(Path.of("zoo/anomaly-brain/model.yaml"))
                .replace("\n  recipe:", "\n\n# how a map is made\n  # by default\n  recipe:");
        AnomalyCalibration found = AnomalyCalibration.of(trials(40), "40 slices");

        String once = found.in(spaced);

        assertTrue(once.contains("\n\n# how a map is made\n"), once);
        assertEquals(once, found.in(once), "again changes nothing");
    }
}
