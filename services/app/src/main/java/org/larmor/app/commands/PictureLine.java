package org.larmor.app.commands;

import java.util.Locale;
import org.larmor.core.domain.ReconImage;

/** A line about a picture that has come. */
final class PictureLine {
    private PictureLine() {}

    static String of(ReconImage image) {
        return String.format(
                Locale.ROOT,
                "%-14s %-12s %-11s slice %d phase %2d  %3.0f %% of k-space  +%,.0f ms",
                image.scanId(),
                image.stage().label(),
                image.provenance().method(),
                image.index().slice(),
                image.index().phase(),
                100 * image.kspaceShare(),
                image.timing().published() - image.timing().latestReadout());
    }
}
