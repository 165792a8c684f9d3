package org.larmor.recon.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.ImageIndex;
import org.larmor.recon.flow.Position;

class StudyJoinTest {
    private static final int SEEDS = 300;
    private static final long WAIT = 20_000;
    private static final long KEEP = 600_000;
    private static final JoinSettings SETTINGS = new JoinSettings(WAIT / 1e3, KEEP / 1e3, .5, 1 << 20);

    private final StudyPictures pictures = new StudyPictures();
    private final StudyJoin join = new StudyJoin(SETTINGS);

    @Test
    void aSingleContrastHasItsMapWhenItHasWaited() {
        join.take(pictures.picture("s", "a", Contrast.FLAIR, 0), 1000);

        assertEquals(List.of(), due(1000 + WAIT - 1));
        assertEquals(List.of(Set.of("a flair")), due(1000 + WAIT));
        assertEquals(List.of(), due(1000 + 2 * WAIT));
    }

    @Test
    void allContrastsOfAPlaceHaveOneMapAtOnce() {
        for (Contrast contrast : Contrast.values()) {
            join.take(pictures.picture("s", contrast.label(), contrast, 3), 0);
        }

        MapJob job = join.next(0).orElseThrow();
        assertEquals(
                List.of(Contrast.FLAIR, Contrast.T2, Contrast.T1C, Contrast.T1),
                job.pictures().stream().map(StudyPicture::contrast).toList());
    }

    @Test
    void aStudyThatSaysWhatItWillHaveWaitsForNothingElse() {
        join.take(StudyPictures.expecting(pictures.picture("s", "a", Contrast.T1, 0), "t1", "flair"), 0);
        assertEquals(List.of(), due(0));

        join.take(StudyPictures.expecting(pictures.picture("s", "b", Contrast.FLAIR, 0), "t1", "flair"), 5);
        assertEquals(List.of(Set.of("a t1", "b flair")), due(5));
    }

    @Test
    void aLaterContrastMakesTheNextRevisionOfTheMap() {
        join.take(pictures.picture("s", "a", Contrast.FLAIR, 0), 0);
        MapJob first = join.next(WAIT).orElseThrow();
        join.done(first);
        join.take(pictures.picture("s", "b", Contrast.T1, 0), KEEP / 2);

        MapJob second = join.next(KEEP / 2 + WAIT).orElseThrow();

        assertEquals(0, first.revision());
        assertEquals(1, second.revision());
        assertEquals(Set.of("a flair", "b t1"), names(second));
    }

    @Test
    void whatComesWhileAMapIsMadeWaitsForTheNext() {
        join.take(pictures.picture("s", "a", Contrast.FLAIR, 0), 0);
        MapJob first = join.next(WAIT).orElseThrow();
        join.take(pictures.picture("s", "b", Contrast.T1, 0), WAIT);

        assertTrue(join.next(3 * WAIT).isEmpty());
        join.done(first);
        assertTrue(join.next(3 * WAIT).isPresent());
    }

    @Test
    void placesOfOtherStudiesSlicesAndRepetitionsAreNotJoined() {
        join.take(pictures.picture("s", "a", Contrast.FLAIR, 0), 0);
        join.take(pictures.picture("other", "b", Contrast.T1, 0), 0);
        join.take(pictures.picture("s", "c", Contrast.T1, 1), 0);
        join.take(pictures.picture("s", "d", Contrast.T1, new ImageIndex(1, 0, 0, 0), 0, 10), 0);
        join.take(pictures.picture("s", "e", Contrast.T2, new ImageIndex(0, 0, 0, 0), 0, 10.6f), 0);

        assertEquals(5, due(WAIT).size());
    }

    @Test
    void thePlaceIsWhatCountsNotTheNumberOfTheSliceNorHalfAMillimetre() {
        join.take(pictures.picture("s", "a", Contrast.FLAIR, new ImageIndex(0, 0, 0, 0), 0, 70), 0);
        join.take(pictures.picture("s", "b", Contrast.T1, new ImageIndex(0, 2, 0, 9), 0, 70.4f), 0);

        assertEquals(List.of(Set.of("a flair", "b t1")), due(WAIT));
    }

    @Test
    void whereNoPlaceIsToldTheNumberOfTheSliceHasToBeTheSame() {
        for (int slice = 0; slice < 3; slice++) {
            join.take(pictures.picture("s", "a", Contrast.FLAIR, new ImageIndex(0, 0, 0, slice), 0, 0), 0);
            join.take(pictures.picture("s", "b", Contrast.T1, new ImageIndex(0, 0, 0, slice), 0, 0), 0);
        }

        assertEquals(List.of(2, 2, 2), due(WAIT).stream().map(Set::size).toList());
    }

    @Test
    void ofScansWithoutAStudyEachIsJoinedWithItselfAlone() {
        join.take(pictures.picture("", "a", Contrast.FLAIR, 0), 0);
        join.take(pictures.picture("", "b", Contrast.T1, 0), 0);
        join.take(pictures.picture("", "b", Contrast.T2, new ImageIndex(0, 1, 0, 0), 0, 10), 0);

        assertEquals(Set.of(Set.of("a flair"), Set.of("b t1", "b t2")), Set.copyOf(due(WAIT)));
    }

    @Test
    void anEarlierRevisionOrTheSameOneAgainChangesNothing() {
        StudyPicture second = pictures.picture("s", "a", Contrast.FLAIR, ImageIndex.FIRST, 2, 10);
        assertTrue(join.take(second, 0));
        assertFalse(join.take(second, 1));
        assertFalse(join.take(pictures.picture("s", "a", Contrast.FLAIR, ImageIndex.FIRST, 1, 10), 1));

        assertEquals(1, due(WAIT).size());
        assertEquals(1, join.released().size(), "the earlier revision's record, and not the one that is held");
    }

    @Test
    void aMapThatWasMadeBeforeARestartIsNotMadeAgainButRevised() {
        StudyPicture flair = pictures.picture("s", "a", Contrast.FLAIR, 0);
        join.take(flair, 0);
        String before = join.next(WAIT).orElseThrow().identity();

        StudyJoin restarted = new StudyJoin(SETTINGS);
        restarted.known(List.of(before));
        restarted.take(flair, 0);
        assertTrue(restarted.next(WAIT).isEmpty());
        restarted.take(pictures.picture("s", "b", Contrast.T1, 0), WAIT);

        MapJob revised = restarted.next(2 * WAIT).orElseThrow();
        assertEquals(1, revised.revision());
        assertEquals(Set.of("a flair", "b t1"), names(revised));
    }

    @Test
    void recordsAreHeldUntilTheirPlaceIsKeptNoLonger() {
        StudyPicture flair = pictures.picture("s", "a", Contrast.FLAIR, 0);
        join.take(flair, 0);
        join.done(join.next(WAIT).orElseThrow());

        assertTrue(join.next(KEEP - 1).isEmpty());
        assertEquals(List.of(), join.released());
        assertTrue(join.next(KEEP).isEmpty());
        assertEquals(List.of(flair.position()), join.released());
        assertEquals(0, join.bytes());
    }

    @Test
    void whatOthersServeIsForgottenAndNotReleased() {
        join.take(pictures.picture("s", "a", Contrast.FLAIR, 0), 0);
        MapJob underWay = join.next(WAIT).orElseThrow();
        join.take(pictures.picture("s", "a", Contrast.FLAIR, 1), WAIT);

        join.forget(Set.of(0));
        join.done(underWay);

        assertTrue(join.next(KEEP).isEmpty());
        assertEquals(0, join.bytes());
        assertEquals(List.of(), join.released());
    }

    /** Studies whose scans come in any order, with gaps, slices, repetitions, scans made again and records that come twice. */
    @Test
    void whateverComesNothingIsLostNothingIsMadeTwiceAndMemoryIsBounded() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Course(seed).run();
        }
    }

    private static final class Course {
        private final Random random;
        private final String what;
        private final boolean tight;
        private final JoinSettings settings;
        private final StudyJoin join;
        private final List<StudyPicture> coming = new ArrayList<>();
        private final Map<Source, Long> taken = new HashMap<>();
        private final Set<Source> used = new HashSet<>();
        private final Set<String> made = new HashSet<>();
        private final Map<String, MapJob> last = new TreeMap<>();
        private final List<MapJob> underWay = new ArrayList<>();
        private final Set<Position> released = new HashSet<>();
        private long now;

        Course(int seed) {
            random = new Random(seed);
            what = "seed " + seed;
            tight = seed % 3 == 0;
            long picture = 4L * StudyPictures.SIDE * StudyPictures.SIDE;
            settings = new JoinSettings(WAIT / 1e3, KEEP / 1e3, .5, tight ? 5 * picture : 1 << 20);
            join = new StudyJoin(settings);
        }

        void run() {
            arrange();
            for (StudyPicture picture : coming) {
                now += random.nextInt(4) == 0 ? random.nextLong(WAIT) : random.nextLong(200);
                work();
                while (join.isFull()) {
                    finishOne();
                    work();
                }
                if (join.take(picture, now)) {
                    taken.put(picture.source(), now);
                }
                check();
            }
            finishAll();
            nothingIsLost();
            if (!tight) {
                newestOfEveryContrast();
            }
            now += KEEP;
            begin();
            assertEquals(0, join.bytes(), what);
            released.addAll(join.released());
            assertEquals(
                    coming.stream().map(StudyPicture::position).collect(Collectors.toSet()),
                    released,
                    what + ": every record is released in the end");
        }

        private void arrange() {
            StudyPictures pictures = new StudyPictures();
            for (int study = 0; study < 3; study++) {
                List<Contrast> contrasts = new ArrayList<>(Arrays.asList(Contrast.values()));
                Collections.shuffle(contrasts, random);
                int scans = 1 + random.nextInt(5);
                for (int scan = 0; scan < scans; scan++) {
                    Contrast contrast = contrasts.get(scan % contrasts.size());
                    for (int slice = 0; slice < 3; slice++) {
                        ImageIndex index = new ImageIndex(0, 0, 0, slice);
                        String name = study + "-" + scan;
                        coming.add(pictures.picture("study" + study, name, contrast, index, 0, 6 * slice + 5));
                    }
                }
            }
            if (random.nextBoolean()) {
                Collections.shuffle(coming, random);
            }
            if (!tight) {
                StudyPicture twice = coming.get(random.nextInt(coming.size()));
                coming.add(coming.indexOf(twice) + 1, twice);
            }
        }

        private void work() {
            begin();
            if (!underWay.isEmpty() && random.nextBoolean()) {
                finishOne();
            }
        }

        private void begin() {
            for (var job = join.next(now); job.isPresent(); job = join.next(now)) {
                begun(job.get());
            }
            noMapIsOverdue();
            released.addAll(join.released());
        }

        private void noMapIsOverdue() {
            taken.forEach((source, when) -> assertTrue(
                    used.contains(source)
                            || now - when < WAIT
                            || underWay.stream()
                                    .anyMatch(job -> study(job.shown().source()).equals(study(source)))
                            || isReplaced(source),
                    () -> what + ": " + source + " waits too long"));
        }

        /** Every picture is part of a map, unless a later one of the same contrast took its place while it waited. */
        private void nothingIsLost() {
            taken.keySet()
                    .forEach(source -> assertTrue(
                            used.contains(source) || isReplaced(source), () -> what + ": " + source + " is lost"));
        }

        private boolean isReplaced(Source source) {
            return taken.keySet().stream()
                    .anyMatch(other -> study(other).equals(study(source))
                            && !other.equals(source)
                            && other.contrast() == source.contrast()
                            && other.index().equals(source.index()));
        }

        private static String study(Source source) {
            return source.scanId().substring(0, source.scanId().indexOf('-'));
        }

        private void begun(MapJob job) {
            underWay.add(job);
            assertTrue(made.add(job.identity()), what + ": made twice");
            String place =
                    job.shown().study() + job.shown().geometry().placement().position();
            MapJob before = last.put(place, job);
            assertTrue(
                    tight || before == null || before.revision() < job.revision(),
                    what + ": revisions of a place rise");
            job.pictures().forEach(picture -> {
                used.add(picture.source());
                assertFalse(released.contains(picture.position()), what + ": released before its map");
            });
        }

        private void finishOne() {
            if (!underWay.isEmpty()) {
                MapJob job = underWay.remove(random.nextInt(underWay.size()));
                Set<Position> early = new HashSet<>(join.released());
                released.addAll(early);
                join.done(job);
            }
        }

        private void finishAll() {
            do {
                while (!underWay.isEmpty()) {
                    finishOne();
                }
                now += WAIT;
                begin();
            } while (!underWay.isEmpty());
        }

        private void check() {
            long picture = 4L * StudyPictures.SIDE * StudyPictures.SIDE;
            assertTrue(join.bytes() <= settings.bytes() + picture, what + ": " + join.bytes() + " bytes are held");
        }

        private void newestOfEveryContrast() {
            Map<String, Set<Contrast>> known = new HashMap<>();
            coming.forEach(picture -> known.computeIfAbsent(
                            picture.study() + picture.geometry().placement().position(), place -> new HashSet<>())
                    .add(picture.contrast()));
            last.forEach((place, job) -> assertEquals(
                    known.get(place),
                    job.pictures().stream().map(StudyPicture::contrast).collect(Collectors.toSet()),
                    what + ": the last map has all contrasts"));
        }
    }

    private List<Set<String>> due(long now) {
        List<Set<String>> all = new ArrayList<>();
        for (var job = join.next(now); job.isPresent(); job = join.next(now)) {
            all.add(names(job.get()));
            join.done(job.get());
        }
        return all;
    }

    private static Set<String> names(MapJob job) {
        return job.pictures().stream()
                .map(picture ->
                        picture.source().scanId() + " " + picture.contrast().label())
                .collect(Collectors.toSet());
    }
}
