package org.larmor.recon.reconstruct;

import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.KSpace;

/**
 * An image ready for any method.
 *
 * @param kspace few coils, zero where not measured
 * @param maps sensitivities of those coils
 * @param noiseLevel standard deviation of the k-space noise (real or imaginary part), units of {@code kspace}
 * @param remark what was not as it should be, or empty
 */
record PreparedImage(KSpace kspace, CoilMaps maps, double noiseLevel, String remark) {}
