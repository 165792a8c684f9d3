package org.larmor.app.results;

import org.larmor.core.domain.ReconImage;

/** Is told each picture of a scan, numbered from 0 in the order in which they came. */
@FunctionalInterface
public interface PictureSink {
    /** A sink that does nothing. */
    PictureSink NONE = (order, image) -> {};

    void accept(int order, ReconImage image);
}
