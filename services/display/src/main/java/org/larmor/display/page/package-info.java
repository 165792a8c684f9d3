/** The live page: what it remembers of recent scans, and how a browser is served. */
@NullMarked
package org.larmor.display.page;

import org.jspecify.annotations.NullMarked;
