/** Several frames of one slice together: their time average, and a reconstruction that uses that they are alike. */
@NullMarked
package org.larmor.core.cine;

import org.jspecify.annotations.NullMarked;
