package org.larmor.console.mrd;

import java.util.Map;

/**
 * What the acquisitions of a scan say about it as a whole, as far as they are known.
 *
 * @param coils receive coils of the first line
 * @param sampleTimeMicros dwell time of the first line, microseconds
 * @param noiseSampleTimeMicros dwell time of the noise readouts, microseconds; 0 where there are none
 * @param readouts how many there will be; 0 where that is not known
 * @param highest the highest value of counters by their MRD names; 0 for one that is not named
 */
public record Survey(
        int coils, double sampleTimeMicros, double noiseSampleTimeMicros, long readouts, Map<String, Integer> highest) {
    public Survey {
        highest = Map.copyOf(highest);
    }

    int highest(String counter) {
        return highest.getOrDefault(counter, 0);
    }
}
