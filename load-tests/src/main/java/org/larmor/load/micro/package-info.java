/** Micro benchmarks: what one transform, one record, one reconstruction costs, each checked before it is timed. */
@NullMarked
package org.larmor.load.micro;

import org.jspecify.annotations.NullMarked;
