/** Frames between two phases of files: reading the phases, one grid for both, writing the frames, and how good they are. */
@NullMarked
package org.larmor.app.synthesis;

import org.jspecify.annotations.NullMarked;
