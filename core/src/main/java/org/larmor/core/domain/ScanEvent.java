package org.larmor.core.domain;

/** One thing that happens to a scan, in the order in which the scanner tells it. */
public sealed interface ScanEvent {
    /** The scan that this event belongs to; the key of every record about it. */
    String scanId();

    /** The scan begins; everything that its readouts need to be understood. */
    record Started(ScanHeader header) implements ScanEvent {
        @Override
        public String scanId() {
            return header.scanId();
        }
    }

    /** One readout has been acquired. */
    record ReadoutArrived(String scanId, Readout readout) implements ScanEvent {}

    /** A piece of a physiological waveform. */
    record WaveformArrived(String scanId, Waveform waveform) implements ScanEvent {}

    /**
     * The scanner has sent everything.
     *
     * @param readouts how many it sent, noise readouts included
     * @param early it stopped before all that its header announced, because the pictures are good enough
     */
    record Ended(String scanId, long readouts, boolean early) implements ScanEvent {
        public Ended(String scanId, long readouts) {
            this(scanId, readouts, false);
        }
    }

    /** The scanner gave the scan up. */
    record Aborted(String scanId, String reason) implements ScanEvent {}
}
