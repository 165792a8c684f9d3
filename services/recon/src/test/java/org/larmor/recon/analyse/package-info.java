/** Tests of what becomes of published pictures. */
@NullMarked
package org.larmor.recon.analyse;

import org.jspecify.annotations.NullMarked;
