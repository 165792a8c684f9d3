/** The operations endpoint, log levels and traces. */
@NullMarked
package org.larmor.app.ops;

import org.jspecify.annotations.NullMarked;
