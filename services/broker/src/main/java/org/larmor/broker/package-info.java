/** A Kafka broker inside this process: loopback only, one node, its data in a folder of its own. */
@NullMarked
package org.larmor.broker;

import org.jspecify.annotations.NullMarked;
