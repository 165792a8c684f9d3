package org.larmor.core.domain;

import org.jspecify.annotations.Nullable;

/**
 * A reconstructed picture as it is published.
 *
 * @param revision counts the pictures of this image of the scan, from 0; a later one replaces an earlier one. A scan that is
 *     made again after a crash counts anew
 * @param last no later revision of this image will come: it stands, whatever its number
 * @param magnitude the picture, arbitrary units common to all pictures of the scan
 * @param uncertainty in the same units, or null where the method states none
 * @param kspaceShare measured lines used over the lines this image will have, 0 to 1
 */
public record ReconImage(
        String scanId,
        ImageIndex index,
        Stage stage,
        int revision,
        boolean last,
        Geometry geometry,
        RealImage magnitude,
        @Nullable Uncertainty uncertainty,
        double kspaceShare,
        Provenance provenance,
        Timing timing) {
    /** The calibrated standard deviation of a pixel, in units of the magnitude, or null where the method states none. */
    public @Nullable RealImage standardDeviation() {
        return uncertainty == null ? null : uncertainty.standardDeviation();
    }

    /** Milliseconds since the epoch: when the scan's first and latest readout arrived, and when this was published. */
    public record Timing(double firstReadout, double latestReadout, double published) {}
}
