package org.larmor.load.scale;

import org.larmor.recon.flow.Method;

/**
 * What is offered, and what is wanted.
 *
 * @param times of one worker
 * @param sliceSeconds a scanner's time for a slice
 * @param sliceBytes of its readouts
 * @param slices of a scan
 * @param pauseSeconds between two scans of a scanner
 * @param seconds in which scans begin
 * @param goalSeconds from a slice's last readout to its last picture, for 99 of 100
 */
record ScaleSettings(
        Method method,
        ServiceTimes times,
        double sliceSeconds,
        double sliceBytes,
        int slices,
        double pauseSeconds,
        double seconds,
        double goalSeconds) {}
