/** Phases of files and the frames between them. */
@NullMarked
package org.larmor.app.synthesis;

import org.jspecify.annotations.NullMarked;
