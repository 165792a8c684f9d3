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

    /** The scanner has sent everything. {@code readouts} is how many it sent, noise readouts included. */
    record Ended(String scanId, long readouts) implements ScanEvent {}

    /** The scanner gave the scan up. */
    record Aborted(String scanId, String reason) implements ScanEvent {}
}
