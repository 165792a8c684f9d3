package org.larmor.recon.assemble;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.larmor.core.domain.ArrivedLines;
import org.larmor.core.domain.ImageIndex;

/** The lines of a scan that arrived and were not told yet; so many a status at most, the others with the next one. */
final class LineNews {
    static final int MOST = 4096;

    private final int rows;
    private final Map<ImageIndex, BitSet> news = new LinkedHashMap<>();

    /** @param rows of the scan's grids */
    LineNews(int rows) {
        this.rows = rows;
    }

    void add(ImageIndex image, int row) {
        news.computeIfAbsent(image, i -> new BitSet(rows)).set(row);
    }

    /** What is to be told now; it is not told again. */
    List<ArrivedLines> take() {
        List<ArrivedLines> told = new ArrayList<>();
        Iterator<Map.Entry<ImageIndex, BitSet>> images = news.entrySet().iterator();
        for (int count = 0; images.hasNext(); ) {
            var image = images.next();
            count += image.getValue().cardinality();
            if (count > MOST && !told.isEmpty()) {
                break;
            }
            told.add(new ArrivedLines(
                    image.getKey(), rows, image.getValue().stream().boxed().toList()));
            images.remove();
        }
        return told;
    }
}
