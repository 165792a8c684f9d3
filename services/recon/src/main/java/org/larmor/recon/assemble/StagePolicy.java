package org.larmor.recon.assemble;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanHeader;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Step;

/** Decides, for one image of a running scan, when which preview is due. Has no clock: time is told to it. */
final class StagePolicy {
    private final StageSettings settings;
    private final Method method;
    private final CentreLines centre;
    private int zeroFilled;
    private int coarse;
    private boolean sensed;
    private boolean grown;
    private double lastPreview;

    StagePolicy(StageSettings settings, ScanHeader header, Method method, double now) {
        this.settings = settings;
        this.method = method;
        this.centre = new CentreLines(header, settings.acsLines());
        this.lastPreview = now;
    }

    /** Steps due after a readout, with the image's share of k-space since then; empty for none. */
    List<Step> after(Readout readout, double share, double now) {
        centre.add(readout);
        grown = true;
        List<Step> due = new ArrayList<>();
        if (passed(settings.zeroFilledShares(), share, zeroFilled)) {
            zeroFilled = count(settings.zeroFilledShares(), share);
            due.add(Step.ZERO_FILLED);
        }
        if (uses(Step.SENSE) && !sensed && centre.areIn()) {
            sensed = true;
            due.add(Step.SENSE);
        }
        if (uses(Step.COARSE) && centre.areIn() && passed(settings.coarseShares(), share, coarse)) {
            coarse = count(settings.coarseShares(), share);
            due.remove(Step.SENSE);
            due.addAll(List.of(Step.SENSE, Step.COARSE));
        }
        return noted(due, now);
    }

    /** Steps due because time has passed. */
    List<Step> at(double now) {
        boolean due = settings.periodMillis() > 0 && grown && now - lastPreview >= settings.periodMillis();
        return noted(due ? List.of(Step.ZERO_FILLED) : List.of(), now);
    }

    private List<Step> noted(List<Step> due, double now) {
        if (!due.isEmpty()) {
            lastPreview = now;
            grown = false;
        }
        return due;
    }

    private boolean uses(Step step) {
        return method.steps().contains(step);
    }

    private static boolean passed(List<Double> shares, double share, int before) {
        return share < 1 && count(shares, share) > before;
    }

    private static int count(List<Double> shares, double share) {
        return (int) shares.stream().filter(mark -> share >= mark).count();
    }
}
