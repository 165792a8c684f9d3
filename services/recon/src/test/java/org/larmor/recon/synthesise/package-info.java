/** Tests of the frames between measured phases. */
@NullMarked
package org.larmor.recon.synthesise;

import org.jspecify.annotations.NullMarked;
