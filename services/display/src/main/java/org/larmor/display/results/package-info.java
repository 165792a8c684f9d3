/** What the reconstruction publishes, from Kafka to whoever listens. */
@NullMarked
package org.larmor.display.results;

import org.jspecify.annotations.NullMarked;
