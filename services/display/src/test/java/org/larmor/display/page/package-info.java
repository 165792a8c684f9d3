/** Tests of what the page remembers. */
@NullMarked
package org.larmor.display.page;

import org.jspecify.annotations.NullMarked;
