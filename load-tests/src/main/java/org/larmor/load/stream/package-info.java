/** Offered load to latency: scanners that send by the clock, whatever the service does, and when the pictures came. */
@NullMarked
package org.larmor.load.stream;

import org.jspecify.annotations.NullMarked;
