/** Tests of anomaly maps. */
@NullMarked
package org.larmor.models.anomaly;

import org.jspecify.annotations.NullMarked;
