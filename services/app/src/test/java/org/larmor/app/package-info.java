/** Tests of the command line. */
@NullMarked
package org.larmor.app;

import org.jspecify.annotations.NullMarked;
