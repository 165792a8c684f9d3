/** Mathematics that knows nothing of MR but its conventions: the centred Fourier transform, linear operators, solvers. */
@NullMarked
package org.larmor.core.numerics;

import org.jspecify.annotations.NullMarked;
