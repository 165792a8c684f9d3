/** Laws of displacement fields. */
@NullMarked
package org.larmor.core.motion;

import org.jspecify.annotations.NullMarked;
