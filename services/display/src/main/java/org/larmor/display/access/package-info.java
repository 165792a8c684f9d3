/** Who may look at the page: tokens, sessions, roles. No thread, no clock and no HTTP in here. */
@NullMarked
package org.larmor.display.access;

import org.jspecify.annotations.NullMarked;
