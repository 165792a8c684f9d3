/** Frames between two phases of a moving organ, by a Diffusion Deformable Model. */
@NullMarked
package org.larmor.models.synthesis;

import org.jspecify.annotations.NullMarked;
