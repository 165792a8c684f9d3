/** Tests of the way from Kafka to a listener. */
@NullMarked
package org.larmor.display.results;

import org.jspecify.annotations.NullMarked;
