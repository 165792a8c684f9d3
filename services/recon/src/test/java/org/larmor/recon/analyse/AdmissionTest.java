package org.larmor.recon.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.ScanTag;

class AdmissionTest {
    @Test
    void aKnownAnatomyInAKnownContrastIsTakenUnasked() {
        assertEquals(new Admission.Taken(Contrast.FLAIR), admission("brain", "flair", ""));
    }

    @Test
    void whoAsksNothingAndIsNotForAModelHearsNothing() {
        assertEquals(new Admission.Ignored(), admission("heart", "t2", ""));
        assertEquals(new Admission.Ignored(), admission("brain", "", ""));
        assertEquals(new Admission.Ignored(), admission("brain", "pd", ""));
        assertEquals(new Admission.Ignored(), admission("", "t1", ""));
    }

    @Test
    void whoAsksForNoneGetsNone() {
        assertEquals(new Admission.Ignored(), admission("brain", "flair", "none"));
    }

    @Test
    void whoAsksGetsAMapEvenWhereNobodyToldTheAnatomy() {
        assertEquals(new Admission.Taken(Contrast.T1), admission("brain", "t1", "map"));
        assertEquals(new Admission.Taken(Contrast.T1), admission("", "t1", "counterpart"));
    }

    @Test
    void whoAsksAndCannotHaveOneHearsWhy() {
        assertEquals(new Admission.Refused("model m is for brain, not heart"), admission("heart", "t1", "map"));
        assertEquals(
                new Admission.Refused("the contrast 'pd' is none of t1, t1c, t2, flair"),
                admission("brain", "pd", "map"));
        assertEquals(
                new Admission.Refused(
                        "its header names no contrast: user parameter larmor.contrast may be t1, t1c, t2, flair"),
                admission("brain", "", "map"));
        assertEquals(
                new Admission.Refused("user parameter larmor.anomaly 'yes' is none of none, map, counterpart"),
                admission("brain", "t1", "yes"));
    }

    private static Admission admission(String anatomy, String contrast, String anomaly) {
        ScanTag tag = new ScanTag("study", anatomy, contrast, List.of(), anomaly);
        return Admission.of(
                tag, told -> told.isEmpty() || told.equals("brain") ? "" : "model m is for brain, not " + told);
    }
}
