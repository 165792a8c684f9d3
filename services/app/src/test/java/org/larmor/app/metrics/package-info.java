/** Tests of the figures. */
@NullMarked
package org.larmor.app.metrics;

import org.jspecify.annotations.NullMarked;
