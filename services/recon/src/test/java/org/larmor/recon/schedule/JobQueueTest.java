package org.larmor.recon.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Step;
import org.larmor.recon.flow.Step.Lane;

class JobQueueTest {
    private static final ScheduleSettings SETTINGS = new ScheduleSettings(6, 5, 1 << 20, 4, 2);
    private static final List<Step> STEPS = List.of(Step.values());
    private static final List<Lane> LANES = List.of(Lane.values());

    private final JobQueue queue = new JobQueue(SETTINGS);

    @Test
    void earlierStepsOfANewScanGoBeforeLaterOnesOfAnOldScan() {
        ReconJob late = Jobs.whole(0, 0, Step.WAVELET);
        ReconJob early = Jobs.whole(1, 0, Step.SENSE, Step.WAVELET);
        queue.offer(late);
        queue.offer(early);
        assertSame(early, queue.next(Lane.CLASSIC).get(0));
        assertSame(late, queue.next(Lane.CLASSIC).get(0));
    }

    @Test
    void scansTakeTurnsTheOldestFirst() {
        for (int slice = 0; slice < 3; slice++) {
            queue.offer(Jobs.whole(1, slice, Step.SENSE));
            queue.offer(Jobs.whole(0, slice, Step.SENSE));
        }
        List<Long> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            order.add(queue.next(Lane.CLASSIC).get(0).order());
        }
        assertEquals(List.of(0L, 1L, 0L, 1L, 0L, 1L), order);
    }

    @Test
    void aScanThatComesLaterDoesNotHaveToBeCaughtUpWith() {
        for (int slice = 0; slice < 4; slice++) {
            queue.offer(Jobs.whole(0, slice, Step.SENSE));
            queue.done(queue.next(Lane.CLASSIC).get(0));
        }
        for (int slice = 4; slice < 6; slice++) {
            queue.offer(Jobs.whole(0, slice, Step.SENSE));
            queue.offer(Jobs.whole(1, slice, Step.SENSE));
        }
        List<Long> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            order.add(queue.next(Lane.CLASSIC).get(0).order());
        }
        assertEquals(List.of(0L, 1L, 0L, 1L), order);
    }

    @Test
    void aWholeImageMakesWhatItsPreviewsStillOwe() {
        queue.offer(Jobs.preview(0, 0, Step.ZERO_FILLED, Step.SENSE));
        ReconJob running = queue.next(Lane.QUICK).get(0);
        queue.offer(Jobs.preview(0, 0, Step.SENSE, Step.COARSE));
        queue.offer(Jobs.whole(0, 0, Step.COARSE, Step.REFINED));
        queue.done(running);
        ReconJob whole = queue.next(Lane.QUICK).get(0);
        assertTrue(running.cancelled().get());
        assertTrue(whole.whole());
        assertEquals(List.of(Step.ZERO_FILLED, Step.SENSE, Step.COARSE, Step.REFINED), whole.steps());
    }

    @Test
    void aNewerPreviewTakesThePlaceOfAnOlderOne() {
        ReconJob older = Jobs.preview(0, 0, Step.ZERO_FILLED);
        ReconJob newer = Jobs.preview(0, 0, Step.ZERO_FILLED);
        queue.offer(older);
        queue.offer(newer);
        assertTrue(older.cancelled().get());
        assertSame(newer, queue.next(Lane.QUICK).get(0));
        assertTrue(queue.next(Lane.QUICK).isEmpty());
    }

    @Test
    void aNewerPreviewTakesOverWhatTheOlderOneStillOwes() {
        ReconJob older = Jobs.partial(0, .3, Step.SENSE, Step.COARSE);
        queue.offer(older);
        queue.offer(Jobs.partial(0, .4, Step.ZERO_FILLED));
        assertTrue(older.cancelled().get());
        assertEquals(1, queue.size());
        ReconJob next = queue.next(Lane.QUICK).get(0);
        assertEquals(.4, next.image().share());
        assertEquals(List.of(Step.ZERO_FILLED, Step.SENSE, Step.COARSE), next.steps());
    }

    @Test
    void anOlderPreviewThatGoesOnLeavesItsStepsToTheNewerOneThatWaits() {
        ReconJob older = Jobs.partial(0, .3, Step.SENSE, Step.COARSE);
        queue.offer(older);
        queue.next(Lane.CLASSIC);
        queue.offer(Jobs.partial(0, .4, Step.ZERO_FILLED));
        queue.done(older);
        queue.offer(older.with(List.of(Step.COARSE)));
        assertEquals(1, queue.size());
        ReconJob next = queue.next(Lane.QUICK).get(0);
        assertEquals(.4, next.image().share());
        assertEquals(List.of(Step.ZERO_FILLED, Step.COARSE), next.steps());
    }

    @Test
    void aNewerPreviewCancelsOneThatIsMakingTheSameStep() {
        ReconJob running = Jobs.partial(0, .3, Step.COARSE);
        ReconJob other = Jobs.partial(1, .3, Step.COARSE);
        queue.offer(running);
        queue.offer(other);
        queue.next(Lane.COARSE);
        queue.offer(Jobs.partial(0, .4, Step.SENSE, Step.COARSE));
        assertTrue(running.cancelled().get());
        assertFalse(other.cancelled().get());
    }

    @Test
    void aNewerPreviewLetsABetterStepGoOn() {
        ReconJob running = Jobs.partial(0, .3, Step.COARSE);
        queue.offer(running);
        queue.next(Lane.COARSE);
        queue.offer(Jobs.partial(0, .4, Step.ZERO_FILLED));
        assertFalse(running.cancelled().get());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyStepThatWasOfferedIsMadeOfThatSnapshotOrANewerOneAndTwoWaitAnImageAtMost(long seed) {
        Random random = new Random(seed);
        Map<Integer, Map<Step, Double>> owed = new HashMap<>();
        List<ReconJob> running = new ArrayList<>();
        for (int turn = 0; turn < 300; turn++) {
            if (random.nextBoolean()) {
                ReconJob job = Jobs.partial(random.nextInt(3), (turn + 1) / 400.0, Step.SENSE, Step.COARSE);
                job.steps().forEach(step -> owed.computeIfAbsent(job.index().slice(), slice -> new HashMap<>())
                        .put(step, job.image().share()));
                queue.offer(job);
            } else {
                takeOne(anyLane(random), running, owed);
            }
            assertTrue(queue.size() <= 2 * 3, "seed " + seed + ", turn " + turn);
        }
        while (takeOne(Lane.CLASSIC, running, owed) | takeOne(Lane.COARSE, running, owed)) {
            assertTrue(queue.size() <= 2 * 3, "seed " + seed);
        }
        owed.values().forEach(steps -> assertEquals(Map.of(), steps, "seed " + seed));
    }

    /** Ends what ran, lets it go on, and runs the next; false if there was neither. */
    private boolean takeOne(Lane lane, List<ReconJob> running, Map<Integer, Map<Step, Double>> owed) {
        boolean some = false;
        for (ReconJob job : List.copyOf(running)) {
            if (job.step().lane() == lane) {
                some = true;
                running.remove(job);
                queue.done(job);
                if (!job.cancelled().get()) {
                    Map<Step, Double> steps = owed.getOrDefault(job.index().slice(), Map.of());
                    steps.computeIfPresent(
                            job.step(), (step, share) -> share <= job.image().share() ? null : share);
                    if (job.steps().size() > 1) {
                        queue.offer(job.with(job.steps().subList(1, job.steps().size())));
                    }
                }
            }
        }
        List<ReconJob> next = queue.next(lane);
        running.addAll(next);
        return some || !next.isEmpty();
    }

    @Test
    void theWholeImageCancelsItsPreviewsWaitingOrRunning() {
        ReconJob running = Jobs.preview(0, 0, Step.COARSE);
        queue.offer(running);
        queue.next(Lane.COARSE);
        ReconJob waiting = Jobs.preview(0, 0, Step.SENSE);
        ReconJob other = Jobs.preview(0, 1, Step.SENSE);
        queue.offer(waiting);
        queue.offer(other);
        queue.offer(Jobs.whole(0, 0, Step.ZERO_FILLED));
        assertTrue(running.cancelled().get());
        assertTrue(waiting.cancelled().get());
        assertFalse(other.cancelled().get());
    }

    @Test
    void onlyTheDeviceMakesBatchesAndOnlyOfWhatFitsTogether() {
        ReconJob odd = Jobs.job(0, 0, 9, true, List.of(Step.REFINED));
        queue.offer(odd);
        for (int slice = 1; slice < 7; slice++) {
            queue.offer(Jobs.whole(0, slice, Step.REFINED));
            queue.offer(Jobs.whole(0, slice, Step.SENSE));
        }
        assertEquals(List.of(odd), queue.next(Lane.REFINED));
        assertEquals(4, queue.next(Lane.REFINED).size());
        assertEquals(2, queue.next(Lane.REFINED).size());
        assertEquals(1, queue.next(Lane.CLASSIC).size());
    }

    @Test
    void picturesOfOneImageAreMadeOneAfterTheOther() {
        ReconJob running = Jobs.preview(0, 0, Step.COARSE);
        queue.offer(running);
        assertEquals(List.of(running), queue.next(Lane.COARSE));
        ReconJob newer = Jobs.preview(0, 0, Step.COARSE);
        ReconJob other = Jobs.preview(0, 1, Step.COARSE);
        queue.offer(newer);
        queue.offer(other);
        assertEquals(List.of(other), queue.next(Lane.COARSE));
        queue.done(running);
        assertEquals(List.of(newer), queue.next(Lane.COARSE));
    }

    @Test
    void forgettingAScanCancelsWhatWaitsAndWhatRuns() {
        ReconJob running = Jobs.whole(0, 0, Step.REFINED);
        queue.offer(running);
        queue.next(Lane.REFINED);
        ReconJob waiting = Jobs.whole(0, 1, Step.REFINED);
        ReconJob other = Jobs.whole(1, 0, Step.REFINED);
        queue.offer(waiting);
        queue.offer(other);
        queue.forget("0");
        assertTrue(running.cancelled().get() && waiting.cancelled().get());
        assertTrue(queue.isRunning("0"));
        queue.done(running);
        assertFalse(queue.isRunning("0"));
        assertEquals(List.of(other), queue.next(Lane.REFINED));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void neverDropsAWholeImageNorKeepsMorePreviewsThanAllowed(long seed) {
        Random random = new Random(seed);
        Set<ReconJob> owed = new HashSet<>();
        for (int turn = 0; turn < 500; turn++) {
            ReconJob job = Jobs.job(random.nextInt(4), turn, 8, random.nextInt(3) == 0, List.of(anyStep(random)));
            if (job.whole()) {
                owed.add(job);
            }
            queue.offer(job);
            if (random.nextInt(3) > 0) {
                owed.removeAll(queue.next(anyLane(random)));
            }
            assertTrue(queue.size() <= owed.size() + SETTINGS.previews(), "seed " + seed + ", turn " + turn);
            assertEquals(owed.size() >= SETTINGS.images(), queue.isFull(), "seed " + seed + ", turn " + turn);
        }
        for (Lane lane : Lane.values()) {
            for (List<ReconJob> some = queue.next(lane); !some.isEmpty(); some = queue.next(lane)) {
                owed.removeAll(some);
            }
        }
        assertEquals(Set.of(), owed, "seed " + seed);
    }

    private static Step anyStep(Random random) {
        return STEPS.get(random.nextInt(STEPS.size()));
    }

    private static Lane anyLane(Random random) {
        return LANES.get(random.nextInt(LANES.size()));
    }

    @Test
    void memoryIsBoundedToo() {
        JobQueue small = new JobQueue(new ScheduleSettings(100, 100, 3 * 8 * 4 * 8, 1, 1));
        for (int slice = 0; slice < 10; slice++) {
            small.offer(Jobs.preview(0, slice, Step.ZERO_FILLED));
        }
        assertEquals(3, small.size());
        assertTrue(small.isFull());
    }
}
