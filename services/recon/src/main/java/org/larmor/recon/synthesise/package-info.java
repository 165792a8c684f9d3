/** From the measured phases of a cine to its frames: which intervals are synthesised when, and by what. */
@NullMarked
package org.larmor.recon.synthesise;

import org.jspecify.annotations.NullMarked;
