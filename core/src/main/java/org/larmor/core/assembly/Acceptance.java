package org.larmor.core.assembly;

import java.util.List;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanHeader;

/** What became of an event that was handed to the {@link KSpaceAssembler}. */
public sealed interface Acceptance {
    /** The scan is open. */
    record Opened(ScanHeader header) implements Acceptance {}

    /** A readout now belongs to an image (or its calibration). {@code completed}: images that are whole since then. */
    record Taken(long sequence, ImageIndex image, List<ImageIndex> completed) implements Acceptance {
        public Taken {
            completed = List.copyOf(completed);
        }
    }

    /**
     * A readout waits for the end of its heartbeat, or what came has ended one: {@code lines}, in their phases, now belong to
     * their images. {@code news}: since then it is known whether the scan can be gated.
     */
    record Gated(List<Readout> lines, List<ImageIndex> completed, boolean news) implements Acceptance {
        public Gated {
            lines = List.copyOf(lines);
            completed = List.copyOf(completed);
        }
    }

    /** Valid, but not a line of a picture: noise, navigators, waveforms. {@code what} names it. */
    record SetAside(long sequence, String what, List<ImageIndex> completed) implements Acceptance {
        public SetAside {
            completed = List.copyOf(completed);
        }
    }

    /** It was here before and has been dropped; {@code sequence} is -1 for a header. */
    record Duplicate(long sequence) implements Acceptance {}

    /** The scan has ended. {@code missing}: readouts that never came; {@code completed}: images that became whole. */
    record Closed(long missing, List<ImageIndex> completed) implements Acceptance {
        public Closed {
            completed = List.copyOf(completed);
        }
    }

    /** The scanner gave the scan up. */
    record GivenUp(String reason) implements Acceptance {}

    /** It cannot be used; {@code sequence} is -1 where the scan itself is refused. */
    record Refused(String scanId, long sequence, String reason) implements Acceptance {
        /** One line: scan, readout, reason. */
        public String line() {
            return "scan " + scanId + (sequence < 0 ? "" : ", readout " + sequence) + ": " + reason;
        }
    }
}
