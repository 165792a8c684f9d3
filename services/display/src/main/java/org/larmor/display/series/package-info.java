/** What is published, ordered as archives hold it: scans as series of images. */
@NullMarked
package org.larmor.display.series;

import org.jspecify.annotations.NullMarked;
