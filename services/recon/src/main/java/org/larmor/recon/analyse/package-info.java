/**
 * From published pictures to anomaly maps: which of them ask for one, which belong together, and what the models make of them.
 * Knows the pictures as every consumer of their topic does.
 */
@NullMarked
package org.larmor.recon.analyse;

import org.jspecify.annotations.NullMarked;
