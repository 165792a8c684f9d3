package org.larmor.app.chaos;

import java.nio.file.Path;

/**
 * What is done to the installation.
 *
 * @param minutes that scans are sent
 * @param seed of the faults and of what is sent badly
 * @param workers processes that reconstruct
 * @param scanners that send at a time
 * @param pauseMillis between two records of a scanner
 * @param everyMillis mean time between two faults
 * @param soak no faults: what the processes hold is looked at instead, and they reconstruct with a network
 * @param load share of what the workers can do that a soak asks of them; measured before it
 * @param out folder for logs and the report
 */
public record ChaosSettings(
        double minutes,
        long seed,
        int workers,
        int scanners,
        long pauseMillis,
        long everyMillis,
        boolean soak,
        double load,
        Path out) {
    public ChaosSettings {
        if (!(minutes > 0) || workers < 1 || scanners < 1 || pauseMillis < 0 || everyMillis < 1) {
            throw new IllegalArgumentException(
                    "minutes, workers, scanners and the time between faults must be positive");
        }
        if (!(load > 0 && load <= 1)) {
            throw new IllegalArgumentException("the load must be above 0 and at most 1");
        }
    }

    /** Side of the pictures: small, but not too small for the network of a soak. */
    int matrix() {
        return soak ? 64 : 32;
    }
}
