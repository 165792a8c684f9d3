/** Tests of the display as a whole. */
@NullMarked
package org.larmor.display;

import org.jspecify.annotations.NullMarked;
