/** How pictures move: displacement fields, warps by them, and whether they fold. */
@NullMarked
package org.larmor.core.motion;

import org.jspecify.annotations.NullMarked;
