/** The side that looks: results from Kafka to a live page and to files. */
@NullMarked
package org.larmor.display;

import org.jspecify.annotations.NullMarked;
