package org.larmor.display.cine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Frame;

/**
 * The frames of one slice's cine that are to be shown, in the order of their moments. A measured frame ends the synthesised ones whose
 * interval it lies within, before and after it; so what is shown does not depend on the order of arrival. Not thread-safe.
 *
 * @param <T> what is kept of a frame
 */
public final class CineLoop<T> {
    private record Kept<T>(int generation, Frame.Span span, T value) {}

    private final NavigableMap<Double, Kept<T>> frames = new TreeMap<>();
    private final Set<Double> measured = new HashSet<>();
    private final Function<Frame, T> keep;

    /** @param keep what is kept of a frame that is taken */
    public CineLoop(Function<Frame, T> keep) {
        this.keep = keep;
    }

    /**
     * What a frame changed.
     *
     * @param taken what is kept of it, or null if it had been ended already
     * @param ended what was kept of those that it took the place of
     */
    public record Change<T>(@Nullable T taken, List<T> ended) {}

    /** Takes a frame, unless measured ones or a better one of the same moment have ended it. */
    public Change<T> take(Frame frame) {
        Kept<T> before = frames.get(frame.time());
        boolean over = measured.stream().anyMatch(frame.span()::holds) || before != null && isBefore(frame, before);
        if (over) {
            return new Change<>(null, List.of());
        }
        List<T> ended = new ArrayList<>();
        if (before != null) {
            ended.add(before.value());
            frames.remove(frame.time());
        }
        if (frame.isMeasured()) {
            measured.add(frame.time());
            frames.values().removeIf(kept -> kept.span().holds(frame.time()) && ended.add(kept.value()));
        }
        T value = keep.apply(frame);
        frames.put(frame.time(), new Kept<>(frame.generation(), frame.span(), value));
        return new Change<>(value, ended);
    }

    private static boolean isBefore(Frame frame, Kept<?> kept) {
        int finer = Double.compare(frame.span().width(), kept.span().width());
        return finer == 0 ? frame.generation() < kept.generation() : finer > 0;
    }

    /** What is kept, in the order of the moments. */
    public Collection<T> frames() {
        return frames.values().stream().map(Kept::value).toList();
    }
}
