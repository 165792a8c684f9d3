/** Tests of hdf5. */
@NullMarked
package org.larmor.display.hdf5;

import org.jspecify.annotations.NullMarked;
