/** Which job is next: previews before refinements, fair between scans, bounded, batched for the device. */
@NullMarked
package org.larmor.recon.schedule;

import org.jspecify.annotations.NullMarked;
