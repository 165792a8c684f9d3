/** Tests of the device's queue, on a clock of their own. */
@NullMarked
package org.larmor.models.schedule;

import org.jspecify.annotations.NullMarked;
