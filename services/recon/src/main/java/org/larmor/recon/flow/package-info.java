/** What the steps of the service hand to each other; the steps know this and not one another. */
@NullMarked
package org.larmor.recon.flow;

import org.jspecify.annotations.NullMarked;
