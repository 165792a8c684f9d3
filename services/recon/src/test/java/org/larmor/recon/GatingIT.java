package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.metrics.Score;
import org.larmor.core.phantom.CardiacMode;
import org.larmor.core.phantom.CardiacSettings;
import org.larmor.core.phantom.SimulatedScan;

/** A free-running heart with its ECG, through a broker. */
class GatingIT {
    private static final int PHASES = 10;
    private static final ReconConfig ZERO_FILLED = ReconConfigFile.parse("scan: {method: zero-filled}");

    @Test
    void aFreeRunningScanWithAnEcgBecomesThePicturesOfItsPhases() {
        CardiacSettings heart = new CardiacSettings(CardiacMode.RETROSPECTIVE, 75, .04, .05, 40, true, false);
        SimulatedScan scan = Hearts.scan("ecg", heart, PHASES);
        try (var service = new ServiceUnderTest("gating", ZERO_FILLED)) {
            for (ScanEvent event : scan) {
                service.send(event);
            }
            service.awaitState("ecg", State.DONE);

            TreeSet<ImageIndex> indices = new TreeSet<>();
            for (ReconImage image : service.images) {
                indices.add(image.index());
                double right =
                        Score.of(scan.truth(image.index()), image.magnitude()).psnr();
                ImageIndex opposite = new ImageIndex(0, 0, (image.index().phase() + PHASES / 2) % PHASES, 0);
                double wrong = Score.of(scan.truth(opposite), image.magnitude()).psnr();
                assertTrue(right > 30 && right > wrong, image.index() + ": " + right + ", opposite " + wrong + " dB");
            }
            assertEquals(scan.images(), indices);
            assertTrue(
                    service.latest("ecg").message().contains("gated by ecg"),
                    service.latest("ecg").message());
            assertTrue(service.latest("ecg").message().contains("irregular beats set aside"));
            assertTrue(service.images.get(0).provenance().remark().contains("irregular beats set aside"));
        }
    }

    @Test
    void withoutTriggersAndEcgWhatWasMeasuredIsPublishedWithTheReason() {
        CardiacSettings heart = new CardiacSettings(CardiacMode.RETROSPECTIVE, 75, 0, 0, 6, false, false);
        try (var service = new ServiceUnderTest("ungated", ZERO_FILLED)) {
            for (ScanEvent event : Hearts.scan("silent", heart, PHASES)) {
                service.send(event);
            }
            service.awaitState("silent", State.DONE);
            assertEquals(1, service.images.size());
            String remark = service.images.get(0).provenance().remark();
            assertTrue(remark.startsWith("not gated, all readouts are in one phase: no readout carries"), remark);
        }
    }
}
