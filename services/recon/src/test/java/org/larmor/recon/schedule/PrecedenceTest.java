package org.larmor.recon.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Step;
import org.larmor.recon.flow.Step.Lane;

/** Previews that come faster than they are made. */
class PrecedenceTest {
    private static final List<Lane> LANES = List.of(Lane.CLASSIC, Lane.COARSE);

    private final JobQueue queue = new JobQueue(new ScheduleSettings(64, 5, 1 << 20, 1, 4));

    static java.util.stream.LongStream seeds() {
        return java.util.stream.LongStream.rangeClosed(1, 200);
    }

    @Test
    void theThirdInARowIsNotCancelledAndTheOneThatComesBesideItIsMadeNext() {
        List<ReconJob> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            queue.offer(Jobs.partial(0, .1 + .1 * i, Step.COARSE));
            made.forEach(queue::done);
            made.addAll(queue.next(Lane.COARSE));
        }
        ReconJob newer = Jobs.partial(0, .4, Step.COARSE);
        queue.offer(newer);
        assertEquals(
                List.of(true, true, false),
                made.stream().map(job -> job.cancelled().get()).toList());
        queue.done(made.get(2));
        assertSame(newer, queue.next(Lane.COARSE).get(0));
        queue.offer(Jobs.partial(0, .5, Step.COARSE));
        assertTrue(newer.cancelled().get(), "one was made, so the next gives way again");
    }

    @Test
    void oneThatStandsGoesBeforeEarlierStepsOfNewerOnesAndIsCancelledWithItsScan() {
        for (int i = 0; i < 3; i++) {
            queue.offer(Jobs.partial(0, .1 + .1 * i, Step.COARSE));
            queue.offer(Jobs.partial(0, .15 + .1 * i, Step.SENSE));
            queue.next(Lane.CLASSIC).forEach(job -> {
                queue.done(job);
                queue.offer(job.with(List.of(Step.COARSE)));
            });
        }
        List<ReconJob> standing = queue.next(Lane.COARSE);
        assertEquals(1, standing.size());
        queue.forget("0");
        assertTrue(standing.get(0).cancelled().get());
        assertEquals(0, queue.size());
    }

    /** However long a coarse picture takes: of the previews of an image that got to the device no three in a row are lost. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyImageGetsCoarsePicturesWhilePreviewsKeepComing(long seed) {
        Random random = new Random(seed);
        int images = 1 + random.nextInt(3);
        int duration = 1 + random.nextInt(6);
        int mostBetween = 0;
        Map<Integer, Integer> since = new HashMap<>();
        Map<Integer, Integer> lost = new HashMap<>();
        Map<ReconJob, Integer> running = new HashMap<>();
        for (int turn = 0; turn < 400; turn++) {
            for (int image = 0; image < images; image++) {
                queue.offer(Jobs.partial(image, (turn + 1) / 500.0, Step.ZERO_FILLED, Step.SENSE, Step.COARSE));
                mostBetween = Math.max(mostBetween, since.merge(image, 1, Integer::sum));
            }
            assertTrue(queue.size() <= 2 * images, "seed " + seed + ", turn " + turn);
            for (int i = 0; i < images; i++) {
                finish(queue.next(Lane.QUICK));
                finish(queue.next(Lane.CLASSIC));
            }
            queue.next(Lane.COARSE).forEach(job -> running.put(job, duration));
            for (ReconJob job : List.copyOf(running.keySet())) {
                if (job.cancelled().get() || running.merge(job, -1, Integer::sum) == 0) {
                    running.remove(job);
                    queue.done(job);
                    int image = job.index().slice();
                    boolean made = !job.cancelled().get();
                    int inARow = made ? 0 : lost.getOrDefault(image, 0) + 1;
                    lost.put(image, inARow);
                    assertTrue(inARow <= Precedence.MOST, "seed " + seed + ", turn " + turn);
                    since.computeIfPresent(image, (key, count) -> made ? Integer.valueOf(0) : count);
                }
            }
        }
        int path = 3 + duration;
        assertTrue(
                mostBetween <= (Precedence.MOST + 1) * images * path,
                "seed " + seed + ": " + mostBetween + " previews in a row without a coarse picture");
    }

    private void finish(List<ReconJob> made) {
        for (ReconJob job : made) {
            queue.done(job);
            if (!job.cancelled().get() && job.steps().size() > 1) {
                queue.offer(job.with(job.steps().subList(1, job.steps().size())));
            }
        }
    }
}
