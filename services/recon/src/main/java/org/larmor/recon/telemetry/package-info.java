/** What the inside of the service says of itself: figures for Prometheus, steps of traces. Nobody else here knows Micrometer. */
@NullMarked
package org.larmor.recon.telemetry;

import org.jspecify.annotations.NullMarked;
