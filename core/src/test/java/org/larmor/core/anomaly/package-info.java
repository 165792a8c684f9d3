/** Tests of what anomaly maps need of a picture. */
@NullMarked
package org.larmor.core.anomaly;

import org.jspecify.annotations.NullMarked;
