package org.larmor.app.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.Stage;

@Timeout(60)
class ScanResultsTest {
    private static final ImageIndex FIRST = ImageIndex.FIRST;
    private static final ImageIndex SECOND = new ImageIndex(0, 0, 0, 1);
    private static final long LONG = 50_000;

    private final ScanResults results = new ScanResults("scan", PictureSink.NONE);

    @Test
    void waitsForPicturesThatTheLastStatusOvertook() throws Exception {
        results.status(Scans.status("scan", State.DONE, 2, 2, 0));
        results.image(Scans.image("scan", FIRST, Stage.SENSE, 0, true));
        CompletableFuture<Boolean> ended = waiting();

        assertThrows(java.util.concurrent.TimeoutException.class, () -> ended.get(300, TimeUnit.MILLISECONDS));
        results.image(Scans.image("scan", SECOND, Stage.SENSE, 0, true));

        assertTrue(ended.get());
        assertTrue(results.isWhole());
    }

    @Test
    void endsWithTheReasonsOfARefusedScan() throws Exception {
        CompletableFuture<Boolean> ended = waiting();
        results.status(Scans.status("scan", State.FAILED, 0, 0, 1));
        results.deadLetter(Scans.letter("scan", "too wide"));

        assertTrue(ended.get());
        assertEquals(List.of("readout 5: too wide"), results.reasons());
        assertFalse(results.isWhole());
    }

    @Test
    void givesUpWhenNothingIsHeard() throws Exception {
        results.status(Scans.status("scan", State.RECEIVING, 0, 1, 0));

        assertFalse(results.await(1, () -> false));
        assertFalse(results.await(LONG, () -> true), "the service is broken");
    }

    @Test
    void leavesOtherScansAlone() {
        results.image(Scans.image("other", FIRST, Stage.SENSE, 0, true));
        results.status(Scans.status("other", State.DONE, 1, 1, 0));
        results.deadLetter(Scans.letter("other", "too wide"));

        assertEquals(0, results.arrived());
        assertEquals(null, results.status());
        assertEquals(List.of(), results.reasons());
    }

    @Test
    void isNotWholeWhereAnImageIsMissing() {
        results.image(Scans.image("scan", FIRST, Stage.SENSE, 0, true));
        results.status(Scans.status("scan", State.DONE, 1, 2, 0));

        assertFalse(results.isWhole());
    }

    @Test
    void keepsTheNewestPictureAndTheWayToIt() {
        results.image(Scans.image("scan", SECOND, Stage.ZERO_FILLED, 0, false));
        results.image(Scans.image("scan", FIRST, Stage.ZERO_FILLED, 0, false));
        results.image(Scans.image("scan", FIRST, Stage.ZERO_FILLED, 1, false));
        results.image(Scans.image("scan", FIRST, Stage.REFINED, 2, true));

        assertEquals(
                List.of(FIRST, SECOND),
                results.newest().stream().map(ReconImage::index).toList());
        assertEquals(2, results.newest().get(0).revision());
        assertEquals(
                List.of(1, 2),
                results.stages(FIRST).values().stream()
                        .map(ReconImage::revision)
                        .toList());
    }

    @Test
    void theLastPictureStandsAlsoWhereACrashMadeItsNumberSmall() {
        results.image(Scans.image("scan", FIRST, Stage.SENSE, 5, false));
        results.image(Scans.image("scan", FIRST, Stage.REFINED, 1, true));

        assertEquals(Stage.REFINED, results.newest().get(0).stage());
    }

    @Test
    void numbersPicturesAsTheyCome() {
        List<String> seen = new ArrayList<>();
        ScanResults told = new ScanResults("scan", (order, image) -> seen.add(order + " " + image.stage()));

        told.image(Scans.image("scan", FIRST, Stage.ZERO_FILLED, 0, false));
        told.image(Scans.image("other", FIRST, Stage.ZERO_FILLED, 0, false));
        told.image(Scans.image("scan", FIRST, Stage.SENSE, 1, true));

        assertEquals(List.of("0 ZERO_FILLED", "1 SENSE"), seen);
    }

    @Test
    void aSinkThatFailsEndsTheWaiting() {
        ScanResults failing = new ScanResults("scan", (order, image) -> {
            throw new IllegalStateException("disk full");
        });
        failing.image(Scans.image("scan", FIRST, Stage.SENSE, 0, true));

        assertThrows(IllegalStateException.class, () -> failing.await(LONG, () -> false));
    }

    private CompletableFuture<Boolean> waiting() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return results.await(LONG, () -> false);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
