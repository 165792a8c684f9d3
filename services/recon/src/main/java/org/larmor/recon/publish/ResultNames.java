package org.larmor.recon.publish;

import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;

/** What a final result is called within its scan: by what it shows, not by how or when it was made. */
public final class ResultNames {
    private ResultNames() {}

    /** The last picture of an image. */
    public static String image(ImageIndex index) {
        return "image " + numbers(index);
    }

    /** A frame of a cine: a measured phase, or a share of the way between two of them. */
    static String frame(Frame frame) {
        String source = "frame " + numbers(frame.source().index());
        return frame.isMeasured()
                ? source
                : source + "-" + numbers(frame.target().index()) + "@" + frame.gamma();
    }

    private static String numbers(ImageIndex index) {
        return index.repetition() + "." + index.contrast() + "." + index.phase() + "." + index.slice();
    }
}
