/** Scans into Kafka: batched, paced, bounded in flight. */
@NullMarked
package org.larmor.console.send;

import org.jspecify.annotations.NullMarked;
