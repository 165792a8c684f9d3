/** Anomaly maps of files: what is read, made and written, and how good the maps are. */
@NullMarked
package org.larmor.app.anomaly;

import org.jspecify.annotations.NullMarked;
