package org.larmor.recon;

/**
 * A promise that a {@link SimulatedBroker} breaks. The service relies on each of them, so whoever breaks one must be found out; of the
 * last two either is enough, see there.
 */
enum Flaw {
    /** What is noted on the progress topic is not there when it is read. */
    NOTES_ARE_LOST,
    /** The group takes offsets from any member of any generation. */
    THE_GROUP_REFUSES_NOBODY,
    /** Who was shut out, or took too long, can commit its transaction all the same. */
    NOBODY_IS_FENCED,
    /** Readers of committed records are given aborted ones too. */
    ABORTED_RECORDS_ARE_READ,
    /** Readers of committed records are given those of open transactions too. */
    OPEN_RECORDS_ARE_READ,
    /** Offsets count when they are sent, whatever becomes of their transaction. */
    OFFSETS_ARE_OUTSIDE_OF_TRANSACTIONS,
    /** The offset of a partition is that of its end, whatever was committed. */
    OFFSETS_ARE_TOO_FAR,
    /** A record that is sent once lies there twice. */
    RECORDS_ARE_DOUBLED,
    /** What is sent outside of transactions is acknowledged and forgotten. */
    ACKNOWLEDGED_RECORDS_ARE_LOST,

    /**
     * An offset that an open transaction holds is not waited for. Whoever takes the partition over then begins at the one before, and
     * reads the notes, for whose true end it waits: so it knows what that transaction says.
     */
    PENDING_OFFSETS_ARE_PASSED_OVER,
    /**
     * The end of a log is told as that before the first open transaction. Whoever takes a partition over then reads the notes no further; but
     * it has waited for a transaction that holds the partition's offset, and of another one the group refuses the offsets.
     */
    OPEN_NOTES_ARE_PASSED_OVER
}
