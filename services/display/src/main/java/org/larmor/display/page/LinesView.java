package org.larmor.display.page;

import java.util.List;

/**
 * What the page is told of the phase-encoding lines of an image that arrived.
 *
 * @param key names the image within its scan: repetition.contrast.phase.slice
 * @param rows lines of the whole grid
 * @param lines rows of the grid, ascending; the centre of k-space at {@code rows / 2}
 */
record LinesView(String key, int rows, List<Integer> lines) {}
