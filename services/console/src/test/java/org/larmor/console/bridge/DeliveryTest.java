package org.larmor.console.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.console.ConsoleException;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus.State;

@Timeout(20)
class DeliveryTest {
    private static final BridgeRequest ALL = BridgeRequest.DEFAULT.named("larmor-previews");
    private static final BridgeRequest NAMED = BridgeRequest.DEFAULT.described("{\"scan\": \"s\"}");
    private static final int BYTES = 12 * 6;
    private static final AtomicInteger LEFT = new AtomicInteger();

    private static Delivery delivery(BridgeRequest request, long bytes) {
        var d = BridgeSettings.DEFAULT;
        Delivery delivery = new Delivery(new BridgeSettings(d.host(), 0, 1, 1, 1, bytes), LEFT::incrementAndGet);
        delivery.begin(request);
        return delivery;
    }

    /** Pictures as slice and revision, notes as they are, up to the end. */
    private static List<String> all(Delivery delivery) throws InterruptedException {
        List<String> told = new ArrayList<>();
        while (true) {
            switch (delivery.take()) {
                case Parcel.Picture(ReconImage image) -> told.add(image.index().slice() + "." + image.revision());
                case Parcel.Note(String text) -> told.add(text);
                case Parcel.End(String reason) -> {
                    told.add("end" + (reason == null ? "" : ": " + reason));
                    return told;
                }
            }
        }
    }

    @Test
    void ofAnImageTheNewestPictureWaitsAndOldOnesThatComeLateAreLeftOut() throws InterruptedException {
        Delivery delivery = delivery(ALL, 1 << 20);
        delivery.image(Pictures.preview(0, 0));
        delivery.image(Pictures.preview(1, 0));
        delivery.image(Pictures.preview(0, 1));
        delivery.image(Pictures.last(0, 3));
        delivery.image(Pictures.preview(0, 2));
        delivery.image(Pictures.last(1, 4));
        delivery.status(Pictures.status(State.DONE, 2, "2 images"));

        assertEquals(List.of("DBG scan s: 2 images", "0.3", "1.4", "end"), all(delivery));
    }

    @Test
    void previewsComeOnlyToThoseWhoWantThem() throws InterruptedException {
        Delivery delivery = delivery(BridgeRequest.DEFAULT, 1 << 20);
        delivery.image(Pictures.preview(0, 0));
        delivery.image(Pictures.preview(1, 0));
        delivery.image(Pictures.last(0, 3));
        delivery.fail("enough");

        assertEquals(List.of("0.3", "end: enough"), all(delivery));
    }

    @Test
    void theEndWaitsForPicturesThatTheStatusHasOvertaken() throws InterruptedException {
        Delivery delivery = delivery(BridgeRequest.DEFAULT, 1 << 20);
        delivery.status(Pictures.status(State.DONE, 1, "1 image"));
        assertInstanceOf(Parcel.Note.class, delivery.take());
        Thread late = Thread.ofVirtual().unstarted(() -> delivery.image(Pictures.last(0, 3)));

        late.start();

        assertEquals(List.of("0.3", "end"), all(delivery));
    }

    @Test
    void aScanThatFailsEndsWithItsReasonAfterThePicturesThatThereAre() throws InterruptedException {
        Delivery delivery = delivery(BridgeRequest.DEFAULT, 1 << 20);
        delivery.image(Pictures.last(0, 0));
        delivery.status(Pictures.status(State.FAILED, 0, "trajectory spiral is not supported"));

        assertEquals(List.of("0.0", "end: scan s: trajectory spiral is not supported"), all(delivery));
    }

    @Test
    void aClientThatTakesNothingIsGivenUpAtTheBound() throws InterruptedException {
        Delivery delivery = delivery(BridgeRequest.DEFAULT, 2 * BYTES);
        int before = LEFT.get();
        for (int slice = 0; slice < 5; slice++) {
            delivery.image(Pictures.last(slice, 0));
            assertEquals(slice < 2 ? 0 : 1, LEFT.get() - before, "after slice " + slice);
        }

        assertTrue(all(delivery).get(0).startsWith("end: the client takes no pictures"));
    }

    @Test
    void aClientThatTakesThemMayHaveAnyNumber() throws InterruptedException {
        Delivery delivery = delivery(BridgeRequest.DEFAULT, 2 * BYTES);
        for (int slice = 0; slice < 5; slice++) {
            delivery.image(Pictures.last(slice, 0));
            assertInstanceOf(Parcel.Picture.class, delivery.take());
        }
    }

    @Test
    void silenceAfterTheScanWasSentIsAnEnd() throws InterruptedException {
        Delivery delivery = delivery(BridgeRequest.DEFAULT, 1 << 20);
        delivery.await();

        assertEquals(List.of("end: nothing was heard of the scan for 1 s"), all(delivery));
    }

    @Test
    void whoResumesAScanGetsItsLastPicturesAgainAndThoseThatCameMeanwhile() throws InterruptedException {
        Deliveries deliveries = new Deliveries(4);
        Delivery first = delivery(NAMED, 1 << 20);
        deliveries.open("s", first);
        deliveries.image(Pictures.last(0, 3));
        assertInstanceOf(Parcel.Picture.class, first.take());
        assertTrue(deliveries.park("s"));
        deliveries.image(Pictures.last(1, 3));
        Delivery second = delivery(NAMED, 1 << 20);
        deliveries.open("s", second);
        deliveries.image(Pictures.last(2, 0));
        deliveries.status(Pictures.status(State.DONE, 3, "3 images"));

        assertEquals(List.of("DBG scan s: 3 images", "0.3", "1.3", "2.0", "end"), all(second));
    }

    @Test
    void aScanComesThroughOneConnectionAtATime() {
        Deliveries deliveries = new Deliveries(4);
        deliveries.open("s", delivery(NAMED, 1 << 20));

        ConsoleException e = assertThrows(ConsoleException.class, () -> deliveries.open("s", delivery(NAMED, 1 << 20)));

        assertEquals("scan s comes through another connection", e.getMessage());
    }

    @Test
    void onlyAScanThatTheClientNamedIsKeptAndOnlyWithinTheBound() {
        Delivery unnamed = delivery(BridgeRequest.DEFAULT, 1 << 20);
        Delivery large = delivery(NAMED, BYTES);
        large.image(Pictures.last(0, 0));
        assertNotNull(large.parked());
        large.image(Pictures.last(1, 0));

        assertNull(unnamed.parked());
        assertNull(large.parked());
    }

    @Test
    void aScanThatFailedWhileItWasSentIsNotKept() {
        Delivery failed = delivery(NAMED, 1 << 20);
        failed.status(Pictures.status(State.FAILED, 0, "trajectory spiral is not supported"));

        assertNull(failed.parked());
    }

    @Test
    void aScanThatEndedCannotBeResumed() throws InterruptedException {
        Deliveries deliveries = new Deliveries(4);
        deliveries.open("s", delivery(NAMED, 1 << 20));
        deliveries.image(Pictures.last(0, 3));
        deliveries.park("s");
        deliveries.status(Pictures.status(State.FAILED, 0, "nothing was heard of it"));
        Delivery again = delivery(NAMED, 1 << 20);
        deliveries.open("s", again);
        again.fail("enough");

        assertEquals(List.of("end: enough"), all(again));
    }
}
