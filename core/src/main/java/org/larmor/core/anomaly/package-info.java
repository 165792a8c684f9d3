/** What anomaly maps need of a picture: the brain without its skull, its canvas of 1 mm, smoothing. */
@NullMarked
package org.larmor.core.anomaly;

import org.jspecify.annotations.NullMarked;
