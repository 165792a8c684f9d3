/** The scanner's side: where scans come from, and what goes wrong there. */
@NullMarked
package org.larmor.console;

import org.jspecify.annotations.NullMarked;
