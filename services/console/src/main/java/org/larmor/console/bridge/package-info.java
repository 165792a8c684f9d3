/**
 * The MRD bridge: a server of the ISMRMRD streaming protocol that hands each connection's scan to Kafka and gives its pictures
 * back. Knows neither PyTorch nor how pictures are made.
 */
@NullMarked
package org.larmor.console.bridge;

import org.jspecify.annotations.NullMarked;
