package org.larmor.recon.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.larmor.recon.flow.Priority;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Step;
import org.larmor.recon.flow.Step.Lane;

/** Scans that matter more than others. */
class PriorityTest {
    private static final int SEEDS = 20;
    private static final int PATIENCE = 5;
    private static final ScheduleSettings SETTINGS = new ScheduleSettings(64, 500, 1 << 24, 1, 2, PATIENCE);
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private final JobQueue queue = new JobQueue(SETTINGS);

    @Test
    void aRealTimeScanOvertakesABacklogWhateverTheStep() {
        for (int slice = 0; slice < 20; slice++) {
            queue.offer(Jobs.whole(Priority.BACKGROUND, 0, slice, Step.SENSE));
            queue.offer(Jobs.whole(Priority.ROUTINE, 1, slice, Step.SENSE));
        }
        ReconJob soon = Jobs.whole(Priority.REAL_TIME, 2, 0, Step.WAVELET);
        queue.offer(soon);
        assertSame(soon, queue.next(Lane.CLASSIC).getFirst());
        assertEquals(1, queue.next(Lane.CLASSIC).getFirst().order(), "routine before background");
    }

    @Test
    void aRealTimeScanDoesNotWaitForTheBatchesOfOthersToEnd() {
        for (int slice = 0; slice < 3; slice++) {
            queue.offer(Jobs.whole(Priority.ROUTINE, 0, slice, Step.REFINED));
        }
        queue.next(Lane.REFINED, 0);
        queue.next(Lane.REFINED, 1);
        assertEquals(List.of(), queue.next(Lane.REFINED, 2), "two are under way");
        ReconJob soon = Jobs.whole(Priority.REAL_TIME, 1, 0, Step.REFINED);
        queue.offer(soon);
        queue.offer(Jobs.whole(Priority.REAL_TIME, 1, 1, Step.REFINED));
        assertEquals(List.of(soon), queue.next(Lane.REFINED, 2));
        assertEquals(List.of(), queue.next(Lane.REFINED, 3), "one more, not any number");
    }

    /** Real-time scans that never cease, and others that want to be served too; a turn is a step made. */
    @Test
    void nothingStarves() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            JobQueue fair = new JobQueue(SETTINGS);
            Map<ReconJob, int[]> waiting = new IdentityHashMap<>();
            int patient = 0;
            for (int turn = 0; turn < 200; turn++) {
                for (int i = turn < 150 ? 2 : 0; i > 0; i--) {
                    boolean urgent = random.nextInt(4) > 0;
                    Priority priority = urgent ? Priority.REAL_TIME : PRIORITIES.get(random.nextInt(3));
                    ReconJob job = Jobs.whole(priority, random.nextInt(6), 2 * turn + i, Step.SENSE);
                    waiting.put(job, new int[] {turn, waiting.size()});
                    fair.offer(job);
                }
                ReconJob served = fair.next(Lane.CLASSIC).getFirst();
                fair.done(served);
                int[] came = java.util.Objects.requireNonNull(waiting.remove(served));
                String where = "seed " + seed + ", turn " + turn;
                assertTrue(turn - came[0] <= PATIENCE * (came[1] + 1), where + ": waited since " + came[0]);
                boolean first = waiting.keySet().stream()
                        .allMatch(job -> job.options()
                                        .priority()
                                        .compareTo(served.options().priority())
                                >= 0);
                patient += first ? 0 : 1;
            }
            assertTrue(patient <= 200 / PATIENCE, "seed " + seed + ": " + patient + " turns out of order");
            assertTrue(patient > 0, "seed " + seed + ": patience was never needed");
        }
    }

    @Test
    void whatWaitsAndWhatIsMadeCountsForItsPartitionUntilItIsDone() {
        List<ReconJob> made = new ArrayList<>();
        for (int scan = 0; scan < 6; scan++) {
            queue.offer(Jobs.whole(Priority.ROUTINE, scan, 0, Step.SENSE));
        }
        long one = Jobs.whole(0, 0, Step.SENSE).bytes();
        assertEquals(Map.of(0, 2 * one, 1, 2 * one, 2, one, 3, one), queue.bytesByPartition());
        for (int i = 0; i < 6; i++) {
            made.addAll(queue.next(Lane.CLASSIC));
        }
        assertEquals(Map.of(0, 2 * one, 1, 2 * one, 2, one, 3, one), queue.bytesByPartition());
        made.forEach(queue::done);
        assertEquals(Map.of(), queue.bytesByPartition());
    }
}
