package org.larmor.recon.assemble;

import java.util.HashSet;
import java.util.Set;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.Sender;
import org.larmor.recon.flow.Arrival;

/**
 * Whose records of a scan are taken: those of the sender that began it, or of one that said with the header that it takes that
 * one's place. The one that was replaced is a stranger from then on, so that two never mix.
 */
final class Senders {
    private static final int REMEMBERED = 16;

    private final Set<Long> strangers = new HashSet<>();
    private long owner;
    private long refused;

    Senders(long owner) {
        this.owner = owner;
    }

    long owner() {
        return owner;
    }

    /** Events of strangers, all of them left out. */
    long refused() {
        return refused;
    }

    /** Whether it is to be taken; one that takes the owner's place is the owner from now on. */
    boolean takes(Arrival.Event arrival) {
        Sender sender = arrival.sender();
        boolean instead =
                arrival.event() instanceof ScanEvent.Started && sender.insteadOf() != 0 && sender.insteadOf() == owner;
        if (sender.id() == owner || instead) {
            owner = sender.id();
            return true;
        }
        refused++;
        return false;
    }

    /** Whether this stranger was not told of yet; beyond so many none is. */
    boolean isNews(Sender stranger) {
        return strangers.size() < REMEMBERED && strangers.add(stranger.id());
    }
}
