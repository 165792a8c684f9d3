package org.larmor.recon.analyse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.Contrast;
import org.larmor.recon.flow.Position;

/** The pictures of one place of a study, the newest of each contrast. Used by one thread at a time. */
final class Gathering {
    private static final long NOTHING_NEW = Long.MAX_VALUE;

    private final StudyPicture first;
    private final Map<Contrast, StudyPicture> newest = new EnumMap<>(Contrast.class);
    private final Set<Source> seen = new HashSet<>();
    private final Set<Position> held = new HashSet<>();
    private long newSince = NOTHING_NEW;
    private long touched;
    private boolean running;

    Gathering(StudyPicture first) {
        this.first = first;
    }

    boolean isPlaceOf(StudyPicture picture, double toleranceMm) {
        return first.isPlacedAs(picture, toleranceMm);
    }

    /** Of several places that fit, that of the slice of the same number. */
    boolean isSliceOf(StudyPicture picture) {
        return first.index().slice() == picture.index().slice();
    }

    /** Takes a picture; false if it was here before, or one of a later revision. */
    boolean take(StudyPicture picture, long now) {
        StudyPicture before = newest.get(picture.contrast());
        boolean older = before != null
                && before.source().isOf(picture.source().scanId(), picture.index())
                && before.source().revision() > picture.source().revision();
        if (older || !seen.add(picture.source())) {
            return false;
        }
        newest.put(picture.contrast(), picture);
        held.add(picture.position());
        newSince = Math.min(newSince, now);
        touched = now;
        return true;
    }

    /** When its map is due: at once where all contrasts are there that the study will have, else when the first new one has waited. */
    long due(long waitMillis) {
        return newSince == NOTHING_NEW || running ? NOTHING_NEW : isWhole() ? newSince : newSince + waitMillis;
    }

    private boolean isWhole() {
        Set<Contrast> wanted = EnumSet.noneOf(Contrast.class);
        newest.values().stream()
                .flatMap(picture -> picture.tag().studyContrasts().stream())
                .forEach(name -> Contrast.named(name).ifPresent(wanted::add));
        return newest.keySet().containsAll(wanted.isEmpty() ? EnumSet.allOf(Contrast.class) : wanted);
    }

    /** Takes up its map: what comes from now on belongs to the next one. */
    MapJob begin() {
        running = true;
        newSince = NOTHING_NEW;
        List<StudyPicture> pictures = new ArrayList<>(newest.values());
        pictures.sort(Comparator.comparing(StudyPicture::contrast).reversed());
        return new MapJob(pictures, seen.size() - 1);
    }

    void end() {
        running = false;
    }

    /** Nothing new waits and no map is being made. */
    boolean isIdle() {
        return newSince == NOTHING_NEW && !running;
    }

    long touched() {
        return touched;
    }

    boolean holds(Position position) {
        return held.contains(position);
    }

    /** Records that are needed until it is forgotten. */
    Collection<Position> positions() {
        return held;
    }

    boolean isOf(Set<Integer> partitions) {
        return held.stream().anyMatch(position -> partitions.contains(position.partition()));
    }

    long bytes() {
        return newest.values().stream().mapToLong(StudyPicture::bytes).sum();
    }
}
