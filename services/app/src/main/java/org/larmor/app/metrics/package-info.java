/** Figures for Prometheus of whoever reads the topics: of an installation, which no service is asked for, and of display and bridge. */
@NullMarked
package org.larmor.app.metrics;

import org.jspecify.annotations.NullMarked;
