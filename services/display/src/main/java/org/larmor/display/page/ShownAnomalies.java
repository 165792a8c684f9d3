package org.larmor.display.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.display.picture.Window;

/** The newest anomaly map over each image of one scan. Not thread-safe. */
final class ShownAnomalies {
    /** The scale ends at least so many times above the threshold, so that a faint map does not look strong. */
    private static final float LEAST_TOP = 5;

    private static final double BRIGHTEST = 0.9995;

    private final Map<ImageIndex, Shown> maps = new LinkedHashMap<>();

    /** A kept map. */
    record Shown(AnomalyView view, StoredImage map) {
        /** From the threshold, below which nothing is shown, to the top of the scale. */
        Window window() {
            return new Window((float) view.threshold(), (float) (view.top() * view.threshold()));
        }
    }

    /** Takes a map over this picture, unless a later revision is here: then null. */
    @Nullable
    AnomalyView take(AnomalyMap map, Source over) {
        Shown before = maps.get(over.index());
        if (before != null && before.view().revision() > map.revision()) {
            return null;
        }
        AnomalyView view =
                AnomalyView.of(map, over, top(map.finding().map(), map.finding().threshold()));
        maps.remove(over.index());
        maps.put(over.index(), new Shown(view, new StoredImage(map.finding().map())));
        return view;
    }

    private static double top(RealImage map, double threshold) {
        float brightest = Window.quantile(List.of(map), BRIGHTEST);
        return threshold > 0 ? Math.max(LEAST_TOP, Math.ceil(brightest / threshold)) : LEAST_TOP;
    }

    @Nullable
    Shown over(ImageIndex index) {
        return maps.get(index);
    }

    List<AnomalyView> views() {
        return maps.values().stream().map(Shown::view).toList();
    }

    long bytes() {
        return maps.values().stream().mapToLong(shown -> shown.map().bytes()).sum();
    }

    /** Forgets the map of this image. */
    void forget(ImageIndex index) {
        maps.remove(index);
    }
}
