package org.larmor.recon.flow;

import java.util.Set;
import org.larmor.core.domain.ScanEvent;

/** Something that ingest hands on, in the order of its partition. */
public sealed interface Arrival {
    /**
     * An event of a scan.
     *
     * @param record the bytes that it came in, for the dead letter if it is refused; shared with its neighbours
     * @param time milliseconds since the epoch
     */
    record Event(ScanEvent event, Position position, byte[] record, double time) implements Arrival {}

    /**
     * A record, or a readout in one, that could not be read.
     *
     * @param scanId the scan it claims to belong to, or empty
     * @param sequence number of the readout, or -1 if it is the whole record
     * @param reason one clear line
     */
    record Poison(String scanId, long sequence, String reason, Position position, byte[] record, double time)
            implements Arrival {}

    /** Scans that are left to whoever serves their partitions from now on. */
    record Left(Set<String> scanIds) implements Arrival {
        public Left {
            scanIds = Set.copyOf(scanIds);
        }
    }
}
