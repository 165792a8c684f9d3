package org.larmor.recon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.Stage;
import org.larmor.proto.ScanRecordCodec;

class ReconServiceIT {
    @Test
    void zeroFilledPicturesAreTheRootSumOfSquares() {
        try (var service = new ServiceUnderTest("zf", ReconConfig.DEFAULT)) {
            TestScan scan = new TestScan("zf", 2, 2, 1).with("larmor.method", "zero-filled");
            service.send(scan);
            service.awaitState("zf", State.DONE);
            assertEquals(2, service.images.size());
            for (ReconImage image : service.images) {
                RealImage wanted =
                        ZeroFilled.rootSumOfSquares(scan.kspace(image.index().slice()));
                assertArrayEquals(wanted.data(), image.magnitude().data(), 1e-5f);
                assertTrue(image.last());
                assertEquals(1, image.kspaceShare());
            }
        }
    }

    @Test
    void picturesGetBetterWhileAScanRunsAndTheClassicTakesThePlaceOfAModelThatIsNotThere() {
        try (var service = new ServiceUnderTest("steps", ReconConfig.DEFAULT)) {
            TestScan scan = new TestScan("steps", 1, 2, 2);
            service.send(scan.started());
            service.send("steps", scan.readouts().subList(0, 20));
            service.await("a preview", () -> !service.previews.isEmpty());
            service.send("steps", scan.readouts().subList(20, scan.readoutCount()));
            service.send(scan.ended());
            service.awaitState("steps", State.DONE);
            ReconImage last = service.images.get(0);
            assertEquals("l1-wavelet", last.provenance().method());
            assertEquals(Stage.SENSE, last.stage());
            assertEquals("there is no model", last.provenance().remark());
            List<ReconImage> previews = service.previews;
            assertTrue(previews.stream().anyMatch(p -> p.kspaceShare() < 1 && p.stage() == Stage.ZERO_FILLED));
            assertTrue(previews.stream().anyMatch(p -> p.kspaceShare() == 1 && p.stage() == Stage.SENSE));
            for (int i = 0; i < previews.size(); i++) {
                assertEquals(i, previews.get(i).revision());
                assertFalse(previews.get(i).last());
            }
            assertEquals(previews.size(), last.revision());
            assertEquals(State.STARTED, service.statuses.get(0).state());
            assertEquals("1 image", service.latest("steps").message());
        }
    }

    @Test
    void scansInterleaveFreely() {
        try (var service = new ServiceUnderTest("mix", ReconConfig.DEFAULT)) {
            List<TestScan> scans = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                scans.add(new TestScan("mix-" + i, 1, 2, i).with("larmor.method", "zero-filled"));
            }
            scans.forEach(scan -> service.send(scan.started()));
            for (int line = 0; line < scans.get(0).readoutCount(); line++) {
                for (TestScan scan : scans) {
                    service.send(scan.scanId(), List.of(scan.readouts().get(line)));
                }
            }
            scans.forEach(scan -> service.send(scan.ended()));
            for (TestScan scan : scans) {
                service.awaitState(scan.scanId(), State.DONE);
                assertArrayEquals(
                        ZeroFilled.rootSumOfSquares(scan.kspace(0)).data(),
                        service.imagesOf(scan.scanId()).get(0).magnitude().data(),
                        1e-5f);
            }
        }
    }

    @Test
    void badRecordsBecomeDeadLettersAndTheScanBesideThemIsFinished() {
        try (var service = new ServiceUnderTest("bad", ReconConfig.DEFAULT)) {
            TestScan scan = new TestScan("good", 1, 2, 3).with("larmor.method", "sense");
            List<Readout> readouts = scan.readouts();
            service.send(scan.started());
            service.sendRaw("good", "not protobuf \u0001\u0002".getBytes(UTF_8));
            service.send("good", readouts.subList(0, 10));
            service.sendRaw("other", ScanRecordCodec.encode(scan.ended()));
            service.sendRaw("orphan", ScanRecordCodec.encodeReadouts("orphan", readouts.subList(0, 3)));
            service.sendRaw("orphan", ScanRecordCodec.encodeReadouts("orphan", readouts.subList(3, 6)));
            service.send("good", readouts.subList(10, readouts.size()));
            service.send("good", readouts.subList(5, 7));
            service.send(scan.ended());
            service.awaitState("good", State.DONE);
            service.awaitState("orphan", State.FAILED);
            service.await("three dead letters", () -> service.deadLetters.size() == 3);
            assertEquals(
                    "its readouts came without a header",
                    service.latest("orphan").message());
            assertEquals(2, service.latest("good").counts().duplicate());
            assertTrue(service.deadLetters.stream()
                    .anyMatch(letter -> letter.reason().equals("the record's key is not its scan id good")));
        }
    }

    @Test
    void anUnsupportedScanFailsWithOneLine() {
        try (var service = new ServiceUnderTest("spiral", ReconConfig.DEFAULT)) {
            service.send(new TestScan("odd", 1, 2, 4).with("larmor.method", "magic"));
            service.awaitState("odd", State.FAILED);
            assertEquals(
                    "method 'magic' is none of zero-filled, sense, l1-wavelet, low-rank-sparse, coarse-to-fine, diffuserecon,"
                            + " diffuserecon-paper, mc-ddpm, mc-ddpm-paper",
                    service.latest("odd").message());
            service.await("one dead letter", () -> service.deadLetters.size() == 1);
        }
    }

    @Test
    void aScanThatNeverEndsFailsAndOneThatIsGivenUpIsAborted() {
        ReconConfig impatient = ReconConfigFile.parse("assemble: {timeoutMillis: 500}");
        try (var service = new ServiceUnderTest("end", impatient)) {
            TestScan endless = new TestScan("endless", 1, 2, 5);
            service.send(endless.started());
            service.send("endless", endless.readouts().subList(0, 5));
            TestScan aborted = new TestScan("aborted", 1, 2, 6);
            service.send(aborted.started());
            service.send(new ScanEvent.Aborted("aborted", "table moved"));
            service.awaitState("aborted", State.ABORTED);
            service.awaitState("endless", State.DONE);
            assertEquals("table moved", service.latest("aborted").message());
            String reason = "it never ended: nothing was heard for 0.5 s after 5 readouts";
            assertEquals("1 image; " + reason, service.latest("endless").message());
            ReconImage image = service.imagesOf("endless").get(0);
            assertTrue(
                    image.provenance().remark().contains(reason + ", with 15 % of this image's lines"),
                    image.toString());
        }
    }

    @Test
    void aScanSurvivesARestartInItsMiddle() {
        try (var service = new ServiceUnderTest("again", ReconConfig.DEFAULT)) {
            TestScan before = new TestScan("before", 1, 2, 7).with("larmor.method", "zero-filled");
            TestScan across = new TestScan("across", 1, 2, 8).with("larmor.method", "zero-filled");
            service.send(across.started());
            service.send("across", across.readouts().subList(0, 12));
            service.send(before);
            service.awaitState("before", State.DONE);
            service.awaitState("across", State.RECEIVING);
            service.restart();
            service.send("across", across.readouts().subList(12, across.readoutCount()));
            service.send(across.ended());
            service.awaitState("across", State.DONE);
            assertArrayEquals(
                    ZeroFilled.rootSumOfSquares(across.kspace(0)).data(),
                    service.imagesOf("across").get(0).magnitude().data(),
                    1e-5f);
            assertEquals(1, service.imagesOf("before").size());
            assertEquals(0, service.deadLetters.size());
        }
    }
}
