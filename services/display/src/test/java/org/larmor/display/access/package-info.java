/** Who may look at the page. */
@NullMarked
package org.larmor.display.access;

import org.jspecify.annotations.NullMarked;
