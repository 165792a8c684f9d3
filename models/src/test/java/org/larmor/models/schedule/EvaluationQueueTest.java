package org.larmor.models.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.models.schedule.SimulatedDevice.Job;
import org.larmor.models.schedule.SimulatedDevice.Step;

class EvaluationQueueTest {
    private static final int SEEDS = 60;
    private static final QueueSettings ALONE =
            new QueueSettings(1, 24, 8, SimulatedDevice.QUANTUM, SimulatedDevice.GRACE);
    private static final QueueSettings MERGED =
            new QueueSettings(8, 24, 8, SimulatedDevice.QUANTUM, SimulatedDevice.GRACE);
    private static final Step EVALUATION = new Step("192 x 192", 1);

    @ParameterizedTest(name = "up to {0} elements together")
    @ValueSource(ints = {1, 4, 8, 32})
    void nothingIsLostAndNothingStarves(int elements) {
        for (long seed = SEEDS * elements; seed < SEEDS * (elements + 1); seed++) {
            var settings = new QueueSettings(
                    elements, 24, 1 + (int) (seed % 9), SimulatedDevice.QUANTUM, SimulatedDevice.GRACE);
            var device = new SimulatedDevice(settings, elements + " elements, seed " + seed);
            Random random = new Random(seed);
            List<Job> jobs = new ArrayList<>();
            List<Integer> steps = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                List<Step> mine = steps(random);
                steps.add(mine.size());
                long began = random.nextInt(100_000);
                jobs.add(device.begin(began, new Job(urgency(random), mine, random.nextInt(1000))));
                if (random.nextInt(4) == 0) {
                    device.cancel(began + random.nextInt(200_000), jobs.get(i));
                }
            }
            device.run();
            String where = elements + " elements, seed " + seed;
            assertTrue(jobs.stream().allMatch(Job::isOver), where + ": somebody never got an answer");
            for (int i = 0; i < jobs.size(); i++) {
                boolean all = jobs.get(i).served == steps.get(i);
                assertTrue(all || jobs.get(i).isCancelled(), where + ": job " + i + " lost a step");
            }
            assertTrue(device.queue.isEmpty(), where);
            assertEquals(0, device.queue.scans(), where + ": a scan is remembered for ever");
        }
    }

    @ParameterizedTest(name = "up to {0} elements together")
    @ValueSource(ints = {1, 8})
    void theBoundPushesBackAndIsKept(int elements) {
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var settings = new QueueSettings(elements, 6, 8, SimulatedDevice.QUANTUM, SimulatedDevice.GRACE);
            var device = new SimulatedDevice(settings, "seed " + seed);
            Random random = new Random(seed);
            List<Job> jobs = IntStream.range(0, 20)
                    .mapToObj(i -> device.begin(random.nextInt(100), new Job(urgency(random), steps(random), 0)))
                    .toList();
            device.run();
            assertTrue(jobs.stream().allMatch(Job::isOver), "seed " + seed);
            refused += jobs.stream().mapToInt(job -> job.refused).sum();
        }
        assertTrue(refused > SEEDS, "the bound was hardly ever met");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void scansThatAlwaysAskGetEqualTimeWhateverTheSizeOfTheirSteps(int elements) {
        for (long seed = 0; seed < SEEDS; seed++) {
            var settings = new QueueSettings(elements, 64, 1000, SimulatedDevice.QUANTUM, SimulatedDevice.GRACE);
            var device = new SimulatedDevice(settings, "seed " + seed);
            Random random = new Random(seed);
            List<Job> jobs = new ArrayList<>();
            for (int scan = 0; scan < 4; scan++) {
                Step step = new Step("scan " + scan, 1 + random.nextInt(8));
                for (int i = 0; i < 2; i++) {
                    jobs.add(device.begin(0, new Job(Urgency.refinement(scan), Collections.nCopies(10_000, step), 10)));
                }
            }
            device.run(2_000_000);
            long[] used = new long[4];
            jobs.forEach(job -> used[(int) job.urgency.scan()] += job.deviceTime);
            long most = IntStream.range(0, 4).mapToLong(i -> used[i]).max().orElseThrow();
            long least = IntStream.range(0, 4).mapToLong(i -> used[i]).min().orElseThrow();
            assertTrue(
                    most - least <= SimulatedDevice.QUANTUM + 2 * device.longestStep,
                    "seed " + seed + ": " + least + " to " + most);
        }
    }

    @Test
    void aScanThatComesLaterNeedNotBeCaughtUpWith() {
        var device = new SimulatedDevice(ALONE, "late");
        device.begin(0, new Job(Urgency.refinement(0), Collections.nCopies(1000, EVALUATION), 10));
        Job late = new Job(Urgency.refinement(1), Collections.nCopies(1000, EVALUATION), 10);
        device.begin(500_000, late);
        device.run(600_000);
        assertEquals(50_000, late.deviceTime, SimulatedDevice.QUANTUM + 2 * device.longestStep);
    }

    /** The step under way, its own steps, and the turns that patience takes from it: nothing else comes before. */
    @Test
    void aPreviewWaitsForOneStepAndThenHasTheDevice() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var settings = new QueueSettings(1, 64, 16, SimulatedDevice.QUANTUM, SimulatedDevice.GRACE);
            var device = new SimulatedDevice(settings, "seed " + seed);
            Random random = new Random(seed);
            for (int i = 0; i < 6; i++) {
                List<Step> endless = Collections.nCopies(1000, new Step("192 x 192", 8));
                device.begin(random.nextInt(1000), new Job(Urgency.refinement(i), endless, random.nextInt(400)));
            }
            Job preview = new Job(Urgency.preview(9), Collections.nCopies(12, EVALUATION), 100);
            device.begin(50_000 + random.nextInt(10_000), preview);
            device.run(1_000_000);
            long own = 12 * (SimulatedDevice.STEP + SimulatedDevice.ELEMENT + 100);
            assertTrue(preview.isOver(), "seed " + seed);
            long waited = preview.ended - preview.began - own;
            assertTrue(waited <= 2 * device.longestStep, "seed " + seed + ": waited " + waited);
        }
    }

    /** Whatever it asks for, also its refinement, goes before the previews of the others. */
    @Test
    void aMoreUrgentClassOfScansOvertakesABacklog() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var settings = new QueueSettings(1, 64, 16, SimulatedDevice.QUANTUM, SimulatedDevice.GRACE);
            var device = new SimulatedDevice(settings, "seed " + seed);
            Random random = new Random(seed);
            for (int i = 0; i < 6; i++) {
                List<Step> endless = Collections.nCopies(1000, new Step("192 x 192", 8));
                Urgency routine = Urgency.preview(i).of(1 + random.nextInt(2));
                device.begin(random.nextInt(1000), new Job(routine, endless, random.nextInt(400)));
            }
            Job realTime = new Job(Urgency.refinement(9).of(0), Collections.nCopies(12, EVALUATION), 100);
            device.begin(50_000 + random.nextInt(10_000), realTime);
            device.run(1_000_000);
            long own = 12 * (SimulatedDevice.STEP + SimulatedDevice.ELEMENT + 100);
            long waited = realTime.ended - realTime.began - own;
            assertTrue(realTime.isOver() && waited <= 2 * device.longestStep, "seed " + seed + ": waited " + waited);
        }
    }

    /** Were the device handed on after every step, both would end at the end. */
    @Test
    void aShortJobIsNotInterruptedByThatOfAnotherScan() {
        var device = new SimulatedDevice(ALONE, "short");
        Step step = new Step("192 x 192", 1);
        List<Job> jobs = IntStream.range(0, 2)
                .mapToObj(scan -> device.begin(scan, new Job(Urgency.preview(scan), Collections.nCopies(4, step), 50)))
                .toList();
        device.run();
        long one = jobs.get(0).ended - jobs.get(0).began;
        long both = jobs.get(1).ended - jobs.get(0).began;
        assertEquals(0.5, (double) one / both, 0.05);
    }

    @Test
    void withinAScanWhoBeganFirstEndsFirst() {
        var device = new SimulatedDevice(ALONE, "in order");
        List<Job> jobs = IntStream.range(0, 4)
                .mapToObj(i -> device.begin(i, new Job(Urgency.refinement(0), Collections.nCopies(10, EVALUATION), 50)))
                .toList();
        device.run();
        for (int i = 1; i < jobs.size(); i++) {
            assertTrue(jobs.get(i - 1).ended < jobs.get(i).ended, "job " + i);
        }
    }

    /** Steps of one size from different scans end up in common evaluations, though each asks for itself. */
    @Test
    void callersFallIntoStepWhereTheDeviceTakesThemTogether() {
        for (long seed = 0; seed < SEEDS; seed++) {
            long merged = makespan(MERGED, seed);
            long alone = makespan(ALONE, seed);
            long least = 20 * (2 * 8 * (SimulatedDevice.STEP + SimulatedDevice.ELEMENT));
            assertTrue(alone >= least, "seed " + seed + ": " + alone);
            assertTrue(alone - merged > 20 * 5 * SimulatedDevice.STEP, "seed " + seed + ": " + merged + ", " + alone);
        }
    }

    private static long makespan(QueueSettings settings, long seed) {
        var device = new SimulatedDevice(settings, "seed " + seed);
        Random random = new Random(seed);
        for (int scan = 0; scan < 8; scan++) {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                steps.addAll(List.of(EVALUATION, Step.OWN));
            }
            device.begin(random.nextInt(3000), new Job(Urgency.refinement(scan), steps, random.nextInt(300)));
        }
        device.run();
        return device.now;
    }

    @Test
    void aCallerWhoDoesNotComeBackHoldsTheDeviceOnlyForTheGrace() {
        EvaluationQueue<String> queue = new EvaluationQueue<>(ALONE);
        Caller quick = queue.open(Urgency.preview(0), () -> false);
        Caller other = queue.open(Urgency.refinement(0), () -> false);
        Request<String> first = request(quick, "first", "192 x 192");
        Request<String> second = request(other, "second", "192 x 192");
        assertTrue(queue.offer(first) && queue.offer(second));
        assertEquals(new Turn.Serve<>(List.of(first)), queue.next(0));
        queue.served(List.of(first), 100, 100);
        assertEquals(new Turn.Rest<>(100 + SimulatedDevice.GRACE), queue.next(100));
        assertEquals(new Turn.Serve<>(List.of(second)), queue.next(100 + SimulatedDevice.GRACE));
        queue.served(List.of(second), 100, 1000);
        assertTrue(queue.offer(second));
        queue.close(quick);
        assertEquals(new Turn.Serve<>(List.of(second)), queue.next(1000));
    }

    @Test
    void aLessUrgentRequestRidesAlongWhereThereIsRoom() {
        EvaluationQueue<String> queue = new EvaluationQueue<>(MERGED);
        Caller soon = queue.open(Urgency.preview(1), () -> false);
        Caller late = queue.open(Urgency.refinement(0), () -> false);
        Request<String> large = new Request<>(late, "a", 8, "no room");
        Request<String> elsewhere = request(late, "other size", "b");
        Request<String> rider = request(late, "rides along", "a");
        Request<String> first = request(soon, "first", "a");
        List.of(large, elsewhere, rider, first).forEach(each -> assertTrue(queue.offer(each)));
        assertEquals(new Turn.Serve<>(List.of(first, rider)), queue.next(0));
    }

    @Test
    void whatIsCancelledOrClosedIsTakenOut() {
        EvaluationQueue<String> queue = new EvaluationQueue<>(ALONE);
        boolean[] cancelled = {false};
        Caller one = queue.open(Urgency.preview(0), () -> cancelled[0]);
        Caller two = queue.open(Urgency.preview(0), () -> false);
        Request<String> first = request(one, "first", null);
        Request<String> second = request(two, "second", null);
        assertTrue(queue.offer(first) && queue.offer(second));
        assertEquals(List.of(), queue.cancelled());
        cancelled[0] = true;
        assertEquals(List.of(first), queue.cancelled());
        assertEquals(List.of(second), queue.close(two));
        assertInstanceOf(Turn.Rest.class, queue.next(0));
        assertThrows(IllegalArgumentException.class, () -> queue.offer(second));
        assertFalse(queue.elements() > 0);
    }

    private static Request<String> request(Caller caller, String content, @Nullable String bucket) {
        return new Request<>(caller, bucket, 1, content);
    }

    private static Urgency urgency(Random random) {
        long scan = random.nextInt(5);
        Urgency urgency = random.nextInt(3) == 0 ? Urgency.preview(scan) : Urgency.refinement(scan);
        return urgency.of(random.nextInt(3));
    }

    private static List<Step> steps(Random random) {
        List<Step> steps = new ArrayList<>();
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            steps.add(
                    random.nextInt(3) == 0 ? Step.OWN : new Step("size " + random.nextInt(3), 1 << random.nextInt(4)));
        }
        return steps;
    }
}
