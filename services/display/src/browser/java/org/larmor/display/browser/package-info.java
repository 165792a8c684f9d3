/** The page in a real browser; built and run where one is on the PATH (Maven's profile {@code browser}). */
@NullMarked
package org.larmor.display.browser;

import org.jspecify.annotations.NullMarked;
