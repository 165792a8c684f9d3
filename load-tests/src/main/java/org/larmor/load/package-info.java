/** What the measurements have in common. */
@NullMarked
package org.larmor.load;

import org.jspecify.annotations.NullMarked;
