/** Broker, topics and service for one command, in this process unless an address is given. */
@NullMarked
package org.larmor.app.stack;

import org.jspecify.annotations.NullMarked;
