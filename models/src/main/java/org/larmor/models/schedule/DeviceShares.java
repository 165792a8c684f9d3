package org.larmor.models.schedule;

import java.util.HashMap;
import java.util.Map;

/** How much of the device's time each scan has had. Who comes later need not be caught up with, and saves nothing up. */
final class DeviceShares {
    private static final class Share {
        private double used;
        private int callers;
    }

    private final Map<Long, Share> scans = new HashMap<>();

    /** A caller of this scan came. */
    void open(long scan) {
        double least =
                scans.values().stream().mapToDouble(share -> share.used).min().orElse(0);
        Share share = scans.computeIfAbsent(scan, id -> {
            Share fresh = new Share();
            fresh.used = least;
            return fresh;
        });
        share.callers++;
    }

    /** A caller of this scan left; after its last one the scan is forgotten. */
    void close(long scan) {
        Share share = scans.get(scan);
        if (share != null && --share.callers == 0) {
            scans.remove(scan);
        }
    }

    void use(long scan, double time) {
        Share share = scans.get(scan);
        if (share != null) {
            share.used += time;
        }
    }

    double used(long scan) {
        Share share = scans.get(scan);
        return share == null ? 0 : share.used;
    }

    int size() {
        return scans.size();
    }
}
