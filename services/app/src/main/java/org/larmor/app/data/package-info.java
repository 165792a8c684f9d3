/** Files that the tools read: arrays, volumes, fully sampled k-space. */
@NullMarked
package org.larmor.app.data;

import org.jspecify.annotations.NullMarked;
