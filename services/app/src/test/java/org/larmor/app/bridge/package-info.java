/** The MRD bridge as its clients meet it. */
@NullMarked
package org.larmor.app.bridge;

import org.jspecify.annotations.NullMarked;
