/** The receive array: noise whitening, compression, sensitivity maps, and the encoding operator that they make. */
@NullMarked
package org.larmor.core.coils;

import org.jspecify.annotations.NullMarked;
