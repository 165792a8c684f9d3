package org.larmor.display.page;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.larmor.core.domain.ArrivedLines;
import org.larmor.core.domain.ImageIndex;

/** The phase-encoding lines of one scan that arrived, image by image. Not thread-safe. */
final class ShownLines {
    /** More images than that: the ones whose first line came first are forgotten. */
    private static final int MOST_IMAGES = 20_000;

    /** What the lines of an image take, about: a bit each, and their place in the map. */
    private static final long AN_IMAGE = 256;

    private final Map<ImageIndex, Grid> images = new LinkedHashMap<>();

    private record Grid(int rows, BitSet lines) {}

    LinesView take(ArrivedLines arrived) {
        Grid grid = images.get(arrived.image());
        if (grid == null || grid.rows() != arrived.rows()) {
            grid = new Grid(arrived.rows(), new BitSet(arrived.rows()));
            images.put(arrived.image(), grid);
        }
        arrived.lines().forEach(grid.lines()::set);
        if (images.size() > MOST_IMAGES) {
            images.remove(images.keySet().iterator().next());
        }
        return new LinesView(PictureView.key(arrived.image()), arrived.rows(), arrived.lines());
    }

    List<LinesView> views() {
        return images.entrySet().stream()
                .map(image -> new LinesView(
                        PictureView.key(image.getKey()),
                        image.getValue().rows(),
                        image.getValue().lines().stream().boxed().toList()))
                .toList();
    }

    long bytes() {
        return AN_IMAGE * images.size();
    }
}
