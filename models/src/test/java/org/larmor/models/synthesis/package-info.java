/** Frames of motions that are known. */
@NullMarked
package org.larmor.models.synthesis;

import org.jspecify.annotations.NullMarked;
