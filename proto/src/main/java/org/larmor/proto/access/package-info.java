/** How Larmor's programs show a broker who they are, and what each of them must be allowed to do there. */
@NullMarked
package org.larmor.proto.access;

import org.jspecify.annotations.NullMarked;
