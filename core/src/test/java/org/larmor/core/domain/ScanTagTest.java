package org.larmor.core.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.ScanHeader.UserParameter;

class ScanTagTest {
    @Test
    void oneNameIsTheContrastOfEveryImage() {
        ScanHeader header = header(2, parameter("larmor.contrast", " FLAIR "));

        assertEquals("flair", ScanTag.of(header, image(0)).contrast());
        assertEquals("flair", ScanTag.of(header, image(1)).contrast());
    }

    @Test
    void ofSeveralNamesEachImageHasThatOfItsCounter() {
        ScanHeader header = header(3, parameter("larmor.contrast", "pd, t2"));

        assertEquals("pd", ScanTag.of(header, image(0)).contrast());
        assertEquals("t2", ScanTag.of(header, image(1)).contrast());
        assertEquals("", ScanTag.of(header, image(2)).contrast());
    }

    @Test
    void whatTheHeaderDoesNotSayIsEmpty() {
        assertEquals(new ScanTag("study", "brain", "", List.of(), ""), ScanTag.of(header(1), image(0)));
    }

    @Test
    void theStudysContrastsAndTheWishAreCarried() {
        ScanHeader header =
                header(1, parameter("larmor.study_contrasts", "t1,flair"), parameter("larmor.anomaly", "map"));

        assertEquals(new ScanTag("study", "brain", "", List.of("t1", "flair"), "map"), ScanTag.of(header, image(0)));
    }

    private static UserParameter parameter(String name, String value) {
        return new UserParameter(name, value);
    }

    private static ImageIndex image(int contrast) {
        return new ImageIndex(0, contrast, 0, 0);
    }

    private static ScanHeader header(int contrasts, UserParameter... parameters) {
        EncodedSpace space = new EncodedSpace(8, 8, 1, new Vector3(200, 200, 5));
        Limit single = Limit.SINGLE;
        Limit echoes = new Limit(0, contrasts - 1, 0);
        return new ScanHeader(
                "scan",
                "study",
                "",
                "",
                "brain",
                space,
                space,
                new EncodingLimits(single, single, single, single, single, echoes, single, single, single, single),
                1,
                Trajectory.CARTESIAN,
                1,
                0,
                0,
                0,
                null,
                List.of(parameters));
    }
}
