/** What a command line needs: one clear line for bad input, a progress line, a table. */
@NullMarked
package org.larmor.app.cli;

import org.jspecify.annotations.NullMarked;
