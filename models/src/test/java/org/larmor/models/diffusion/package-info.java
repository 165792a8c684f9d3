/** Laws of schedules, samplers and data consistency, and the reconstruction's parity with the training's own. */
@NullMarked
package org.larmor.models.diffusion;

import org.jspecify.annotations.NullMarked;
