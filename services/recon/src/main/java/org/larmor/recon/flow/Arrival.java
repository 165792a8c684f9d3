package org.larmor.recon.flow;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.Sender;

/** Something that ingest hands on, in the order of its partition. */
public sealed interface Arrival {
    /** Something that came in a record. */
    sealed interface OfRecord extends Arrival {
        Position position();

        /** The bytes that it came in, for the dead letter if it is refused; shared with its neighbours. */
        byte[] record();

        /** Milliseconds since the epoch. */
        double time();

        /** Trace that the record belongs to, 32 hexadecimal digits, or empty. */
        String traceId();
    }

    /** An event of a scan. */
    record Event(ScanEvent event, Position position, byte[] record, double time, Sender sender, String traceId)
            implements OfRecord {
        /** Of a sender that does not say who it is. */
        public Event(ScanEvent event, Position position, byte[] record, double time) {
            this(event, position, record, time, Sender.UNTOLD, "");
        }
    }

    /**
     * A record, or a readout in one, that could not be read.
     *
     * @param scanId the scan it claims to belong to, or empty
     * @param sequence number of the readout, or -1 if it is the whole record
     * @param reason one clear line
     */
    record Poison(
            String scanId, long sequence, String reason, Position position, byte[] record, double time, String traceId)
            implements OfRecord {
        /** Of no trace. */
        public Poison(String scanId, long sequence, String reason, Position position, byte[] record, double time) {
            this(scanId, sequence, reason, position, record, time, "");
        }
    }

    /** Scans that are left to whoever serves their partitions from now on; in one order, so that what follows can be repeated. */
    record Left(Set<String> scanIds) implements Arrival {
        public Left {
            scanIds = Collections.unmodifiableSet(new TreeSet<>(scanIds));
        }
    }
}
