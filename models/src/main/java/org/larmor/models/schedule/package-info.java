/** Whose turn it is on the device, and what is evaluated together: no thread, no clock, no tensors. */
@NullMarked
package org.larmor.models.schedule;

import org.jspecify.annotations.NullMarked;
