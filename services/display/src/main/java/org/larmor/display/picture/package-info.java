/** From measured values to grey levels and colours: window, colour scale, rendering. */
@NullMarked
package org.larmor.display.picture;

import org.jspecify.annotations.NullMarked;
