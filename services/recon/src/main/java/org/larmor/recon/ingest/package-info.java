/** From Kafka into the service: one thread polls, reads records, pauses when told, and commits what is done with. */
@NullMarked
package org.larmor.recon.ingest;

import org.jspecify.annotations.NullMarked;
