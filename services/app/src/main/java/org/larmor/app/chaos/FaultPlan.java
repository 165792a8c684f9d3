package org.larmor.app.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Which faults come when: the same for the same seed. Has no thread, no clock and no process. */
public record FaultPlan(List<Fault> faults) {
    /** Nothing goes wrong before this: the processes start. */
    static final long CALM_MILLIS = 5_000;

    /** Longest a group waits for a member of which it hears nothing, and some more. */
    private static final int STALL_MILLIS = 20_000;

    private static final double LEAST_JUMP_SECONDS = 2;
    private static final double MOST_JUMP_SECONDS = 2 * 3600;

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * One fault after another: each kind once before any comes again.
     *
     * @param lengthMillis of the run; none comes in its last tenth
     * @param everyMillis mean time from one to the next
     * @param kinds that can be done here; empty for none at all
     */
    static FaultPlan of(long seed, long lengthMillis, long everyMillis, int workers, Set<Fault.Kind> kinds) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        List<Fault.Kind> bag = new ArrayList<>();
        long at = CALM_MILLIS;
        while (!kinds.isEmpty()) {
            if (bag.isEmpty()) {
                bag.addAll(kinds.stream().sorted().toList());
                Collections.shuffle(bag, random);
            }
            at += everyMillis / 2 + random.nextLong(everyMillis);
            if (at > lengthMillis - lengthMillis / 10) {
                break;
            }
            Fault.Kind kind = bag.removeLast();
            long lasts = lasts(kind, random);
            faults.add(new Fault(kind, at, lasts, random.nextInt(workers), jump(random)));
            at += lasts;
        }
        return new FaultPlan(faults);
    }

    /** Seconds to hours, back or forth. */
    private static long jump(Random random) {
        double seconds = Math.exp(random.nextDouble(Math.log(LEAST_JUMP_SECONDS), Math.log(MOST_JUMP_SECONDS)));
        return Math.round(random.nextBoolean() ? seconds : -seconds);
    }

    private static long lasts(Fault.Kind kind, Random random) {
        return switch (kind) {
            case WORKER_KILLED, WORKER_RESTARTED, BROKER_RESTARTED, CONSOLE_KILLED -> 0;
            case BROKER_KILLED, NETWORK_CUT, DISK_FULL -> 1_000 + random.nextInt(4_000);
            case WORKER_CLOCK, BROKER_CLOCK -> STALL_MILLIS / 2 + random.nextInt(STALL_MILLIS);
            case NETWORK_DELAYED -> 3_000 + random.nextInt(5_000);
            case WORKER_STALLED -> STALL_MILLIS + random.nextInt(5_000);
        };
    }
}
