/** What keeps patients out of what is sent. */
@NullMarked
package org.larmor.console.privacy;

import org.jspecify.annotations.NullMarked;
