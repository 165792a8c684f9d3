/** The door: domain values to wire bytes and back, topic names and their settings. Generated messages stay inside. */
@NullMarked
package org.larmor.proto;

import org.jspecify.annotations.NullMarked;
