package org.larmor.recon.reconstruct;

import java.util.List;

/**
 * How the models of a running service stand.
 *
 * @param inUse name, version and digest of each model that scans begin with
 * @param onDevice how many networks hold memory of the device: those in use, and older ones until their last scan has ended
 * @param loads how often a package was taken since the service started
 * @param refusals how often one was left out
 * @param faults why, one line for each package that is left out now
 */
public record ModelsStatus(List<String> inUse, int onDevice, long loads, long refusals, List<String> faults) {
    public ModelsStatus {
        inUse = List.copyOf(inUse);
        faults = List.copyOf(faults);
    }
}
