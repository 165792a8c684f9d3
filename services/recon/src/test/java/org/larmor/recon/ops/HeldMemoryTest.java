package org.larmor.recon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldMemoryTest {
    private final HeldMemory memory = new HeldMemory(100, 150);

    @Test
    void aPartitionOverItsBoundIsPausedAndTheOthersGoOn() {
        memory.images(Map.of(0, 60L));
        memory.snapshots(Map.of(0, 39L, 1, 10L));
        assertFalse(memory.isFull(0));
        memory.snapshots(Map.of(0, 40L, 1, 10L));
        assertTrue(memory.isFull(0));
        assertFalse(memory.isFull(1));
        memory.snapshots(Map.of(0, 40L, 1, 50L));
        assertTrue(memory.isFull(1), "all together are over theirs");
    }

    /** Whatever is held: as pictures are made, every pause ends, or none could ever be resumed. */
    @Test
    void everyPauseEndsByItself() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            memory.images(Map.of(0, (long) random.nextInt(400), 1, (long) random.nextInt(400)));
            memory.snapshots(Map.of(0, (long) random.nextInt(200), 1, (long) random.nextInt(200)));
            memory.snapshots(Map.of());
            assertEquals(
                    0,
                    java.util.stream.IntStream.range(0, 2)
                            .filter(memory::isFull)
                            .count(),
                    "seed " + seed);
        }
    }
}
