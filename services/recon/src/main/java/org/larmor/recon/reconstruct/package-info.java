/** From a snapshot of k-space to a picture: coils, maps, the classics, and the step that goes to the models. */
@NullMarked
package org.larmor.recon.reconstruct;

import org.jspecify.annotations.NullMarked;
