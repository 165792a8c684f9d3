package org.larmor.core.coils;

import org.larmor.core.domain.KSpace;
import org.larmor.core.numerics.HermitianEigen;

/** The combination of coils that holds most of the calibration signal's energy. */
final class PrincipalCoil {
    private PrincipalCoil() {}

    /** Unit vector over the coils, interleaved. */
    static double[] of(KSpace kspace, AcsRegion region) {
        return HermitianEigen.of(kspace.coils(), CoilCovariance.of(kspace, region))
                .vector(0);
    }
}
