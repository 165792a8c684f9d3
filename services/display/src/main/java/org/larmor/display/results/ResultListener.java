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

    /** Tells two listeners, this one first. */
    default ResultListener and(ResultListener other) {
        ResultListener first = this;
        return new ResultListener() {
            @Override
            public void image(ReconImage image) {
                first.image(image);
                other.image(image);
            }

            @Override
            public void frame(Frame frame) {
                first.frame(frame);
                other.frame(frame);
            }

            @Override
            public void anomaly(AnomalyMap map) {
                first.anomaly(map);
                other.anomaly(map);
            }

            @Override
            public void anomalyRefused(ScanStatus refusal) {
                first.anomalyRefused(refusal);
                other.anomalyRefused(refusal);
            }

            @Override
            public void status(ScanStatus status) {
                first.status(status);
                other.status(status);
            }

            @Override
            public void deadLetter(DeadLetter letter) {
                first.deadLetter(letter);
                other.deadLetter(letter);
            }

            @Override
            public void reading(Reading reading) {
                first.reading(reading);
                other.reading(reading);
            }
        };
    }
}
