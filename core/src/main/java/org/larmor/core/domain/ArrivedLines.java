package org.larmor.core.domain;

import java.util.List;

/**
 * Phase-encoding lines of one image that arrived.
 *
 * @param rows lines of the whole grid (encoded matrix)
 * @param lines rows of the grid, ascending, the centre of k-space at {@code rows / 2}
 */
public record ArrivedLines(ImageIndex image, int rows, List<Integer> lines) {
    public ArrivedLines {
        lines = List.copyOf(lines);
    }
}
