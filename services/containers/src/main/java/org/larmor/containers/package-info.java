/** A Kafka broker in a container, in place of the embedded one, for a whole run of the integration suite. */
@NullMarked
package org.larmor.containers;

import org.jspecify.annotations.NullMarked;
