package org.larmor.core.domain;

/**
 * Who sent a record of a scan.
 *
 * @param id drawn when it began to send the scan; 0 where not told
 * @param insteadOf the sender whose place it takes, 0 where none
 */
public record Sender(long id, long insteadOf) {
    /** One that does not say. */
    public static final Sender UNTOLD = new Sender(0, 0);
}
