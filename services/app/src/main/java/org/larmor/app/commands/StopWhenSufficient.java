package org.larmor.app.commands;

import org.larmor.app.cli.ProgressLine;
import org.larmor.console.send.StoppableScan;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.ResultListener;

/** Ends a scan as soon as its pictures are as good as its header asked for. */
record StopWhenSufficient(StoppableScan scan, ProgressLine progress) implements ResultListener {
    @Override
    public void image(ReconImage image) {}

    @Override
    public void deadLetter(DeadLetter letter) {}

    @Override
    public void status(ScanStatus status) {
        if (status.state() == ScanStatus.State.SUFFICIENT_QUALITY
                && status.scanId().equals(scan.header().scanId())) {
            scan.stop();
            progress.say("Ended early: " + status.message());
        }
    }
}
