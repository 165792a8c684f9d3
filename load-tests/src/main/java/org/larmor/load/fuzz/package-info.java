/** Fuzzing of every decoder: what each must hold to whatever bytes it is given, seeds, and the door to Jazzer. */
@NullMarked
package org.larmor.load.fuzz;

import org.jspecify.annotations.NullMarked;
