package org.larmor.display.results;

import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;

/** Is told what the reconstruction publishes, in the order in which each topic holds it. */
public interface ResultListener {
    /** A picture, preview or final. */
    void image(ReconImage image);

    /** A frame of a cine, measured or synthesised; left out by who shows none. */
    default void frame(Frame frame) {}

    /** An anomaly map, over every picture that it names; left out by who shows none. */
    default void anomaly(AnomalyMap map) {}

    /** Why no anomaly map is made of a scan's pictures; says nothing of the scan itself. */
    default void anomalyRefused(ScanStatus refusal) {}

    /** Where a scan stands. */
    void status(ScanStatus status);

    /** A record that could not be used. */
    void deadLetter(DeadLetter letter);

    /** How the subscriber keeps up, about once a second; left out by who does not mind. */
    default void reading(Reading reading) {}
}
