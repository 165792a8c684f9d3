/** Numerical anatomies, coil arrays, masks and the simulated scan; k-space is computed by formula, never from pixels. */
@NullMarked
package org.larmor.core.phantom;

import org.jspecify.annotations.NullMarked;
