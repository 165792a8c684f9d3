/** Looks at a deployment and says what to mend; changes nothing. */
@NullMarked
package org.larmor.app.doctor;

import org.jspecify.annotations.NullMarked;
