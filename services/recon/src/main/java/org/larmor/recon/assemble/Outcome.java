package org.larmor.recon.assemble;

import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ScanStatus;
import org.larmor.recon.flow.ReconJob;

/** What follows from an arrival, in the order in which it is to happen. */
public sealed interface Outcome {
    /** A picture is to be made. */
    record Job(ReconJob job) implements Outcome {}

    /** Where the scan stands now. */
    record Told(ScanStatus status) implements Outcome {}

    /** A record could not be used. */
    record Refused(DeadLetter letter) implements Outcome {}

    /** Nothing more will be made of this scan: its jobs may be dropped and its records are not needed any more. */
    record Over(String scanId) implements Outcome {}

    /** The scan is left to another service: nothing is said of it any more. */
    record Left(String scanId) implements Outcome {}
}
