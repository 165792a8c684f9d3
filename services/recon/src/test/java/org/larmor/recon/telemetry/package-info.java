/** What the inside of the service says of itself. */
@NullMarked
package org.larmor.recon.telemetry;

import org.jspecify.annotations.NullMarked;
