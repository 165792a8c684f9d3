/** Faults in a small installation of real processes, by seed, and a count of what became of every picture. */
@NullMarked
package org.larmor.app.chaos;

import org.jspecify.annotations.NullMarked;
