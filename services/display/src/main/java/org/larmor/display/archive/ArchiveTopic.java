package org.larmor.display.archive;

import org.larmor.proto.Topics;

/** What can be archived. */
public enum ArchiveTopic {
    IMAGES,
    PREVIEWS,
    FRAMES,
    ANOMALIES;

    String name(Topics topics) {
        return switch (this) {
            case IMAGES -> topics.images();
            case PREVIEWS -> topics.previews();
            case FRAMES -> topics.frames();
            case ANOMALIES -> topics.anomalies();
        };
    }
}
