/** How many workers and partitions so many scanners need: the real queue on a simulated clock, with measured service times. */
@NullMarked
package org.larmor.load.scale;

import org.jspecify.annotations.NullMarked;
