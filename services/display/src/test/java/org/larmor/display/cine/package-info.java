/** Tests of windows, colours and sheets. */
@NullMarked
package org.larmor.display.cine;

import org.jspecify.annotations.NullMarked;
