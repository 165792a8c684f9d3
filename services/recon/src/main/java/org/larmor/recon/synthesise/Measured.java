package org.larmor.recon.synthesise;

import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanHeader;

/**
 * The last picture of an image, as it was published.
 *
 * @param order counts the scans in the order in which they began
 * @param seed of every random number of the scan
 */
public record Measured(ScanHeader header, long order, long seed, ReconImage image) {
    /** Names the cine within its scan: repetition, contrast and slice, as phase 0. */
    ImageIndex slice() {
        ImageIndex index = image.index();
        return new ImageIndex(index.repetition(), index.contrast(), 0, index.slice());
    }

    /** Counted from the first phase of the header. */
    int phase() {
        return image.index().phase() - header.limits().phase().minimum();
    }

    /** Memory that its maps hold. */
    long bytes() {
        return (image.uncertainty() == null ? 4L : 12L) * image.magnitude().data().length;
    }
}
