/** Readouts in, k-space of one image after the other out: checks, noise, oversampling, placement; no IO and no clock. */
@NullMarked
package org.larmor.core.assembly;

import org.jspecify.annotations.NullMarked;
