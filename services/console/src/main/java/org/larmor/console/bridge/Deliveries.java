package org.larmor.console.bridge;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;

/** Which scan's pictures go to which connection, and those of scans whose connection was cut. Thread-safe; nobody waits. */
final class Deliveries {
    private final int mostParked;
    private final Map<String, Delivery> open = new HashMap<>();
    private final Map<String, Delivery> parked = new LinkedHashMap<>();

    Deliveries(int mostParked) {
        this.mostParked = mostParked;
    }

    /** @throws ConsoleException if the scan comes through another connection */
    synchronized void open(String scanId, Delivery delivery) {
        if (open.putIfAbsent(scanId, delivery) != null) {
            throw new ConsoleException("scan " + scanId + " comes through another connection");
        }
        Delivery before = parked.remove(scanId);
        if (before != null) {
            delivery.resume(before);
        }
    }

    synchronized void close(String scanId) {
        open.remove(scanId);
    }

    /** The connection is gone, and the scan may come again through another; false if its pictures are too many to be kept. */
    synchronized boolean park(String scanId) {
        Delivery cut = open.remove(scanId);
        Delivery rest = cut == null || parked.size() >= mostParked ? null : cut.parked();
        if (rest != null) {
            parked.put(scanId, rest);
        }
        return rest != null;
    }

    void image(ReconImage image) {
        Delivery delivery = of(image.scanId());
        if (delivery != null) {
            delivery.image(image);
        }
    }

    void status(ScanStatus status) {
        Delivery delivery = of(status.scanId());
        if (delivery != null) {
            delivery.status(status);
        }
        switch (status.state()) {
            case STARTED, RECEIVING, SUFFICIENT_QUALITY, RECONSTRUCTING, ANOMALY_REFUSED -> {}
            case DONE, FAILED, ABORTED -> forget(status.scanId());
        }
    }

    void deadLetter(DeadLetter letter) {
        Delivery delivery = of(letter.scanId());
        if (delivery != null) {
            delivery.tell(
                    "WRN " + (letter.sequence() < 0 ? "" : "readout " + letter.sequence() + ": ") + letter.reason());
        }
    }

    private synchronized @Nullable Delivery of(String scanId) {
        Delivery connected = open.get(scanId);
        return connected == null ? parked.get(scanId) : connected;
    }

    private synchronized void forget(String scanId) {
        parked.remove(scanId);
    }
}
