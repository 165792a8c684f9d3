package org.larmor.recon.ingest;

import java.util.List;
import org.larmor.recon.flow.Arrival;

/** What comes after the poll loop. */
@FunctionalInterface
public interface Handover {
    /**
     * Takes what a poll brought and returns at once.
     *
     * @param bytes what it weighs
     * @param settled to be called, from any thread, when all of it is assembled and the dead letters that came of it are with the
     *     broker
     */
    void accept(List<Arrival> arrivals, long bytes, Runnable settled);
}
