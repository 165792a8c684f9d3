/** Scans out of formulas: the options of a numerical scan. */
@NullMarked
package org.larmor.console.simulate;

import org.jspecify.annotations.NullMarked;
