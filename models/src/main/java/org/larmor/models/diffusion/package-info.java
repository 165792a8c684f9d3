/** From measured k-space and a network to pictures and their uncertainty: schedules, samplers, data consistency. */
@NullMarked
package org.larmor.models.diffusion;

import org.jspecify.annotations.NullMarked;
