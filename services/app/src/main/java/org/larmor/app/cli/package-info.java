/** What a command line needs: help and manual, one clear line for bad input, answers for scripts, a progress line, a table. */
@NullMarked
package org.larmor.app.cli;

import org.jspecify.annotations.NullMarked;
