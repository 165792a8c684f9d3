package org.larmor.app.commands;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.larmor.app.cli.ProgressLine;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.ResultListener;

/** Says a line for the first picture of each kind, and shows all others as they pass. */
final class DemoProgress implements ResultListener {
    private final ProgressLine progress;
    private final Set<String> said = new HashSet<>();

    DemoProgress(ProgressLine progress) {
        this.progress = progress;
    }

    @Override
    public void image(ReconImage image) {
        long percent = Math.round(100 * image.kspaceShare());
        String kind = image.scanId()
                + image.provenance().method()
                + image.stage()
                + percent / 10
                + image.index().slice();
        if (said.add(kind)) {
            progress.say("  " + PictureLine.of(image));
            if (!image.provenance().remark().isEmpty()
                    && said.add(image.scanId() + image.provenance().remark())) {
                progress.say("  " + image.scanId() + ": " + image.provenance().remark());
            }
        } else {
            progress.show("  " + PictureLine.of(image));
        }
    }

    @Override
    public void anomaly(AnomalyMap map) {
        progress.say("  anomaly map of slice " + map.shown().index().slice() + ", "
                + map.sources().stream()
                        .map(source -> source.contrast().label() + " of " + source.scanId())
                        .collect(Collectors.joining(" + "))
                + ": " + AnomalyMap.LABEL);
    }

    @Override
    public void anomalyRefused(ScanStatus refusal) {
        progress.say("  " + refusal.scanId() + ": " + refusal.message());
    }

    @Override
    public void status(ScanStatus status) {
        if (said.add(status.scanId() + status.state())) {
            progress.say("  " + status.scanId() + ": " + status.state().name().toLowerCase(java.util.Locale.ROOT)
                    + (status.message().isEmpty() ? "" : ", " + status.message()));
        }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        progress.say("  refused: " + letter.reason());
    }
}
