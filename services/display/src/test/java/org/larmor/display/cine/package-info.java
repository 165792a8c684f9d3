/** Tests of the frames that are shown. */
@NullMarked
package org.larmor.display.cine;

import org.jspecify.annotations.NullMarked;
