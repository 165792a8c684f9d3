package org.larmor.app.commands;

import org.larmor.app.cli.ProgressLine;
import org.larmor.app.results.ScanResults;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.ResultListener;

/** Hands everything to the scan's results and shows the latest of it on the terminal. */
record ReconProgress(ScanResults results, ProgressLine progress) implements ResultListener {
    @Override
    public void image(ReconImage image) {
        results.image(image);
        progress.show(PictureLine.of(image));
    }

    @Override
    public void status(ScanStatus status) {
        results.status(status);
        if (status.state() == ScanStatus.State.SUFFICIENT_QUALITY) {
            progress.say("Good enough: " + status.message());
        }
        if (status.state() == ScanStatus.State.RECONSTRUCTING) {
            progress.show(status.scanId() + "  reconstructing  " + status.imagesFinished() + " of "
                    + status.imagesExpected() + " images");
        }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        results.deadLetter(letter);
    }
}
