/** Tests of windows, colours and sheets. */
@NullMarked
package org.larmor.display.picture;

import org.jspecify.annotations.NullMarked;
