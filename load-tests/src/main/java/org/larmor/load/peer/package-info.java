/** Larmor beside other programs: the same file, the same machine, the same run, by turns. */
@NullMarked
package org.larmor.load.peer;

import org.jspecify.annotations.NullMarked;
