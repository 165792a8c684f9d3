package org.larmor.recon.analyse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.larmor.recon.flow.Position;

/**
 * Joins the contrasts of each place of a study and says when which map is due. Has no thread, no clock and no broker.
 *
 * <p>Every picture is part of a map: of one with all contrasts that the study will have, or, when it has waited long enough, of one of
 * what is there. A later contrast, or a later picture of the same one, makes the next revision. No map is made twice of the same
 * pictures. Memory is bounded: where {@link JoinSettings#bytes} is passed, the places that waited longest have their map made at once
 * and are given up; whoever offers pictures waits while {@link #isFull}.
 */
final class StudyJoin {
    private final JoinSettings settings;
    private final Map<String, List<Gathering>> studies = new LinkedHashMap<>();
    private final Map<MapJob, Gathering> running = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final List<Position> released = new ArrayList<>();

    StudyJoin(JoinSettings settings) {
        this.settings = settings;
    }

    /** Maps of these names are with the broker since before a restart. */
    void known(Collection<String> identities) {
        made.addAll(identities);
    }

    /** Takes a picture; false if it was here before. */
    boolean take(StudyPicture picture, long now) {
        List<Gathering> places = studies.computeIfAbsent(picture.study(), study -> new ArrayList<>());
        Gathering place = places.stream()
                .filter(each -> each.isPlaceOf(picture, settings.toleranceMm()))
                .min(Comparator.comparing(each -> !each.isSliceOf(picture)))
                .orElseGet(() -> {
                    Gathering fresh = new Gathering(picture);
                    places.add(fresh);
                    return fresh;
                });
        boolean taken = place.take(picture, now);
        if (!taken && !place.holds(picture.position())) {
            released.add(picture.position());
        }
        return taken;
    }

    /** The next map that is due now, the one that waited longest. */
    Optional<MapJob> next(long now) {
        while (true) {
            expire(now);
            Optional<Gathering> due = all().stream()
                    .filter(each -> each.due(isFull() ? 0 : settings.waitMillis()) <= now)
                    .min(Comparator.comparingLong(each -> each.due(settings.waitMillis())));
            if (due.isEmpty()) {
                return Optional.empty();
            }
            MapJob job = due.get().begin();
            if (!made.contains(job.identity())) {
                running.put(job, due.get());
                return Optional.of(job);
            }
            due.get().end();
        }
    }

    /** The map is with the broker, or it was told why there is none. */
    void done(MapJob job) {
        Gathering place = running.remove(job);
        if (place != null) {
            place.end();
        }
    }

    /** Forgets places that wait for nothing any more; where memory is tight those that wait for longest first. */
    private void expire(long now) {
        List<Gathering> idle = all().stream()
                .filter(Gathering::isIdle)
                .sorted(Comparator.comparingLong(Gathering::touched))
                .toList();
        for (Gathering place : idle) {
            if (isFull() || now - place.touched() >= settings.keepMillis()) {
                released.addAll(place.positions());
                remove(place);
            }
        }
    }

    private void remove(Gathering place) {
        studies.values().removeIf(places -> places.remove(place) && places.isEmpty());
    }

    /** Records that nobody needs any more; each is told once. */
    List<Position> released() {
        List<Position> all = List.copyOf(released);
        released.clear();
        return all;
    }

    /** The partitions are served by another member: what came of them is made there. */
    void forget(Set<Integer> partitions) {
        all().stream().filter(place -> place.isOf(partitions)).forEach(place -> {
            running.values().remove(place);
            remove(place);
        });
    }

    /** Whether no more pictures are to be offered. */
    boolean isFull() {
        return bytes() > settings.bytes();
    }

    long bytes() {
        return all().stream().mapToLong(Gathering::bytes).sum();
    }

    private List<Gathering> all() {
        return studies.values().stream().flatMap(List::stream).toList();
    }
}
