/** Compares methods on scans whose truth is known: cases, peers, the table, the plots. */
@NullMarked
package org.larmor.app.eval;

import org.jspecify.annotations.NullMarked;
