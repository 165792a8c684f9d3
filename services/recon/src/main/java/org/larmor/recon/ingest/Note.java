package org.larmor.recon.ingest;

/**
 * What is to be remembered of a scan beside the offset of its partition: a record of the progress topic, named by the scan's
 * partition, the offset at which it begins and, where it is about a piece, the name of that.
 */
public sealed interface Note {
    int partition();

    /** Offset of the scan's first record. */
    long begin();

    /** The piece that it is about; empty if it is about the scan. */
    String name();

    /** A piece of an unfinished scan is published. */
    record Published(int partition, long begin, String name, String scanId) implements Note {}

    /**
     * A scan is done with.
     *
     * @param last offset of its last record
     */
    record Finished(int partition, long begin, String scanId, long last) implements Note {
        @Override
        public String name() {
            return "";
        }
    }

    /** What was noted under this name is not needed any more. */
    record Erased(int partition, long begin, String name) implements Note {}
}
