/** Finds, on held-out slices, what makes a model's deviations true. */
@NullMarked
package org.larmor.app.calibrate;

import org.jspecify.annotations.NullMarked;
