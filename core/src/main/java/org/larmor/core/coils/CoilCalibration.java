package org.larmor.core.coils;

import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.KSpace;

/**
 * Sensitivity maps by the best means that a scan allows, and which that was.
 *
 * @param maps the maps, of the k-space's size
 * @param folded a second set, where parts of the object fold over others, see {@link Espirit.Sets}; else null
 * @param method how they were found
 * @param region the calibration block that was there
 */
public record CoilCalibration(CoilMaps maps, @Nullable CoilMaps folded, Method method, AcsRegion region) {
    /** How maps were found. */
    public enum Method {
        /** Only one coil: it sees everything alike. */
        SINGLE_COIL,
        ESPIRIT,
        /** Too few calibration lines: the low-resolution pictures over their root sum of squares. */
        LOW_RESOLUTION
    }

    public static CoilCalibration of(KSpace kspace, Espirit.Settings settings) {
        AcsRegion region = AcsRegion.find(kspace.mask());
        if (kspace.coils() == 1) {
            return new CoilCalibration(
                    CoilMaps.ones(kspace.rows(), kspace.columns()), null, Method.SINGLE_COIL, region);
        }
        if (Espirit.isPossible(region, settings)) {
            Espirit.Sets sets = Espirit.sets(kspace, settings);
            return new CoilCalibration(sets.maps(), sets.folded(), Method.ESPIRIT, region);
        }
        return new CoilCalibration(LowResolutionMaps.of(kspace), null, Method.LOW_RESOLUTION, region);
    }
}
