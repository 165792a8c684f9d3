package org.larmor.recon.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Step;
import org.larmor.recon.flow.Step.Lane;

/** On a simulated clock: zero-filled pictures beside steps that take hundreds of times as long. */
class QuickLaneTest {
    private static final int IN_FLIGHT = 2;
    private static final int SCANS = 5;

    private final JobQueue queue = new JobQueue(new ScheduleSettings(32, 256, 1 << 24, 1, IN_FLIGHT));
    private final PriorityQueue<Made> underWay = new PriorityQueue<>(Comparator.comparingLong(Made::at));
    private final Map<ReconJob, Long> offered = new IdentityHashMap<>();
    private final List<Long> waits = new ArrayList<>();

    private record Made(long at, ReconJob job) {}

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aZeroFilledPictureWaitsForZeroFilledPicturesAlone(long seed) {
        Random random = new Random(seed);
        for (int turn = 1; turn <= 400; turn++) {
            long now = turn * 50L;
            passUntil(now);
            offer(preview(random, turn), now);
        }
        passUntil(Long.MAX_VALUE);
        assertTrue(waits.size() > 300, "seed " + seed + ": only " + waits.size() + " zero-filled pictures");
        assertEquals(0, waits.stream().mapToLong(wait -> wait).max().orElseThrow(), "seed " + seed + ", milliseconds");
        assertEquals(0, queue.size(), "seed " + seed);
    }

    private static ReconJob preview(Random random, int turn) {
        int scan = random.nextInt(SCANS);
        return random.nextInt(20) == 0
                ? Jobs.whole(scan, turn, Step.ZERO_FILLED, Step.SENSE, Step.WAVELET, Step.COARSE, Step.REFINED)
                : Jobs.preview(scan, random.nextInt(8), Step.ZERO_FILLED, Step.SENSE, Step.COARSE);
    }

    private void offer(ReconJob job, long now) {
        queue.offer(job);
        offered.put(job, now);
        fill(now);
    }

    private void passUntil(long end) {
        while (!underWay.isEmpty() && underWay.peek().at <= end) {
            Made made = underWay.remove();
            queue.done(made.job);
            if (made.job.steps().size() > 1 && !made.job.cancelled().get()) {
                queue.offer(made.job.with(
                        made.job.steps().subList(1, made.job.steps().size())));
            }
            fill(made.at);
        }
    }

    private void fill(long now) {
        for (Lane lane : Lane.values()) {
            for (List<ReconJob> next = next(lane); !next.isEmpty(); next = next(lane)) {
                ReconJob job = next.getFirst();
                if (lane == Lane.QUICK && offered.get(job) instanceof Long since) {
                    waits.add(now - since);
                }
                underWay.add(new Made(now + millis(job.step()), job));
            }
        }
    }

    private static long millis(Step step) {
        return switch (step) {
            case ZERO_FILLED -> 3;
            case SENSE -> 500;
            case WAVELET, TEMPORAL -> 2_000;
            case COARSE -> 1_000;
            case REFINED -> 8_000;
        };
    }

    private List<ReconJob> next(Lane lane) {
        int busy = (int)
                underWay.stream().filter(made -> made.job.step().lane() == lane).count();
        return queue.next(lane, busy);
    }
}
