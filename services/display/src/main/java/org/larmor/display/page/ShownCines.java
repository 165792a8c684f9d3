package org.larmor.display.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.RealImage;
import org.larmor.display.cine.CineLoop;
import org.larmor.display.picture.Window;

/** The cines of one scan that the page remembers, by slice. Not thread-safe. */
final class ShownCines {
    private final Map<String, CineLoop<Shown>> slices = new LinkedHashMap<>();

    /** A kept frame; the quantiles are what the scan's windows are made from. */
    record Shown(
            FrameView view,
            StoredImage magnitude,
            @Nullable StoredImage deviation,
            float brightness,
            float uncertainty) {
        static Shown of(Frame frame) {
            RealImage deviation =
                    frame.deviation() == null ? null : frame.deviation().calibrated();
            return new Shown(
                    FrameView.of(frame),
                    new StoredImage(frame.magnitude()),
                    deviation == null ? null : new StoredImage(deviation),
                    Window.quantile(List.of(frame.magnitude()), Window.ROBUST),
                    deviation == null ? 0 : Window.quantile(List.of(deviation), Window.ROBUST));
        }

        long bytes() {
            return magnitude.bytes() + (deviation == null ? 0 : deviation.bytes());
        }
    }

    /** A frame that was taken, and the names of those that it ended. */
    record Change(FrameView view, List<String> ended) {}

    /** Takes a frame, unless it was ended already: then null. */
    @Nullable
    Change take(Frame frame) {
        CineLoop<Shown> loop =
                slices.computeIfAbsent(PictureView.key(frame.slice()), slice -> new CineLoop<>(Shown::of));
        CineLoop.Change<Shown> change = loop.take(frame);
        Shown taken = change.taken();
        return taken == null
                ? null
                : new Change(
                        taken.view(),
                        change.ended().stream().map(shown -> shown.view().id()).toList());
    }

    @Nullable
    Shown frame(String slice, String id) {
        CineLoop<Shown> loop = slices.get(slice);
        return loop == null
                ? null
                : loop.frames().stream()
                        .filter(shown -> shown.view().id().equals(id))
                        .findFirst()
                        .orElse(null);
    }

    List<FrameView> views() {
        return all().map(Shown::view).toList();
    }

    long bytes() {
        return all().mapToLong(Shown::bytes).sum();
    }

    float brightness() {
        return (float) all().mapToDouble(Shown::brightness).max().orElse(0);
    }

    float uncertainty() {
        return (float) all().mapToDouble(Shown::uncertainty).max().orElse(0);
    }

    /** Forgets the cine that came first, and says of which slice it was; null if there is none. */
    @Nullable
    String forgetOldest() {
        if (slices.isEmpty()) {
            return null;
        }
        String oldest = slices.keySet().iterator().next();
        slices.remove(oldest);
        return oldest;
    }

    private Stream<Shown> all() {
        return slices.values().stream().flatMap(loop -> loop.frames().stream());
    }
}
