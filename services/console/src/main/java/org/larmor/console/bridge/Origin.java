package org.larmor.console.bridge;

import org.larmor.core.domain.Vector3;

/**
 * What a picture's MRD header takes over from an acquisition.
 *
 * @param measurement unique number of the measurement
 * @param acquisitionStamp acquisition clock, ticks
 * @param physiologyStamps three of them, ticks since the last trigger
 * @param table position of the patient's table, mm
 */
record Origin(long measurement, long acquisitionStamp, int[] physiologyStamps, Vector3 table) {
    static final int STAMPS = 3;
    static final Origin UNKNOWN = new Origin(0, 0, new int[STAMPS], Vector3.ZERO);
}
