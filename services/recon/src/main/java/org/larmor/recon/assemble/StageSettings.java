package org.larmor.recon.assemble;

import java.util.List;

/**
 * Which pictures are made while a scan runs.
 *
 * @param zeroFilledShares shares of k-space at which a zero-filled preview is made, ascending
 * @param coarseShares shares at which a coarse preview is made, where the scan is to be made by diffusion, ascending
 * @param periodMillis makes a zero-filled preview whenever so much time has passed; 0 for never
 * @param acsLines adjacent centre lines that must be in before the first SENSE preview
 */
public record StageSettings(List<Double> zeroFilledShares, List<Double> coarseShares, int periodMillis, int acsLines) {
    public static final StageSettings DEFAULT = new StageSettings(List.of(.25, .5, .75), List.of(.4, .6, .8), 0, 16);

    public StageSettings {
        zeroFilledShares = checked("zeroFilledShares", zeroFilledShares);
        coarseShares = checked("coarseShares", coarseShares);
        if (periodMillis < 0 || acsLines < 2) {
            throw new IllegalArgumentException("stages: periodMillis must be 0 or more and acsLines 2 or more");
        }
    }

    private static List<Double> checked(String name, List<Double> shares) {
        double before = 0;
        for (double share : shares) {
            if (!(share > before && share < 1)) {
                throw new IllegalArgumentException(
                        "stages." + name + " " + shares + " must ascend between 0 and 1, both left out");
            }
            before = share;
        }
        return List.copyOf(shares);
    }
}
