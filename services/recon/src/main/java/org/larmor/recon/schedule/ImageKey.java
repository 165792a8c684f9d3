package org.larmor.recon.schedule;

import org.larmor.core.domain.ImageIndex;
import org.larmor.recon.flow.ReconJob;

/** One image of one scan. */
record ImageKey(String scanId, ImageIndex index) {
    static ImageKey of(ReconJob job) {
        return new ImageKey(job.scanId(), job.index());
    }
}
