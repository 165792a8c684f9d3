/** From the service into Kafka: pictures with their revision, frames, anomaly maps, statuses, dead letters. */
@NullMarked
package org.larmor.recon.publish;

import org.jspecify.annotations.NullMarked;
