/** The command line: its entry, and how it ends. */
@NullMarked
package org.larmor.app;

import org.jspecify.annotations.NullMarked;
