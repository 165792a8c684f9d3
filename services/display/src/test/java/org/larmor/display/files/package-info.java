/** Tests of the files. */
@NullMarked
package org.larmor.display.files;

import org.jspecify.annotations.NullMarked;
