/** The classic reconstructions, without any learnt prior: zero filling, CG-SENSE, l1-wavelet and partial Fourier. */
@NullMarked
package org.larmor.core.baseline;

import org.jspecify.annotations.NullMarked;
