/** The frames of a cine as they are to be shown: which are there, in order, and which were replaced. */
@NullMarked
package org.larmor.display.cine;

import org.jspecify.annotations.NullMarked;
