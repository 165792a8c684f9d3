/** Tests of the command line: stack. */
@NullMarked
package org.larmor.app.stack;

import org.jspecify.annotations.NullMarked;
