package org.larmor.recon.publish;

import java.util.stream.Collectors;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;

/** What a final result is called within its scan: by what it shows, not by how or when it was made. */
public final class ResultNames {
    private ResultNames() {}

    /** The last picture of an image. */
    public static String image(ImageIndex index) {
        return "image " + numbers(index);
    }

    /** A picture: a preview also by its number. */
    public static String picture(ReconImage picture) {
        return image(picture.index()) + (picture.last() ? "" : " preview " + picture.revision());
    }

    /** A frame of a cine: a measured phase, or a share of the way between two of them. */
    public static String frame(Frame frame) {
        String source = "frame " + numbers(frame.source().index());
        return frame.isMeasured()
                ? source
                : source + "-" + numbers(frame.target().index()) + "@" + frame.gamma();
    }

    /** An anomaly map: the pictures that it is made of. */
    public static String map(AnomalyMap map) {
        return map.sources().stream()
                .map(source -> source.scanId() + " " + numbers(source.index()) + " revision " + source.revision())
                .collect(Collectors.joining(", ", "map of ", ""));
    }

    private static String numbers(ImageIndex index) {
        return index.repetition() + "." + index.contrast() + "." + index.phase() + "." + index.slice();
    }
}
