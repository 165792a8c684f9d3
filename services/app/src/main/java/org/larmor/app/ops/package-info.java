/** What a running program offers to whoever operates it: figures, health, log levels, traces. */
@NullMarked
package org.larmor.app.ops;

import org.jspecify.annotations.NullMarked;
