/** Figures of an installation for Prometheus, told by its topics: no service is asked, so none is slowed down or counted twice. */
@NullMarked
package org.larmor.app.metrics;

import org.jspecify.annotations.NullMarked;
