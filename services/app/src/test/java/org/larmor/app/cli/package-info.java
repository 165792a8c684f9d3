/** Tests of the command line: cli. */
@NullMarked
package org.larmor.app.cli;

import org.jspecify.annotations.NullMarked;
