/** Which packages are taken, which refused, and why. */
@NullMarked
package org.larmor.models.zoo;

import org.jspecify.annotations.NullMarked;
