/** Anomaly maps: the healthy counterpart of a slice by classifier-guided DDIM, and the difference (Wolleb et al., MICCAI 2022). */
@NullMarked
package org.larmor.models.anomaly;

import org.jspecify.annotations.NullMarked;
