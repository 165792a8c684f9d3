/** What runs beside the steps: topics and dead letters, limits on what may wait, whether it moves, what time it is. */
@NullMarked
package org.larmor.recon.ops;

import org.jspecify.annotations.NullMarked;
