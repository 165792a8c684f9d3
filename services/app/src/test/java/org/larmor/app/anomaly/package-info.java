/** Tests of the maps of files. */
@NullMarked
package org.larmor.app.anomaly;

import org.jspecify.annotations.NullMarked;
