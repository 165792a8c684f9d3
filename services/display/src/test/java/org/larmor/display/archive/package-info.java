/** Tests of archive. */
@NullMarked
package org.larmor.display.archive;

import org.jspecify.annotations.NullMarked;
