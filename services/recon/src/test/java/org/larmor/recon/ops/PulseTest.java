package org.larmor.recon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final AtomicLong now = new AtomicLong(1000);
    private final Pulse pulse = new Pulse("the loop", Duration.ofSeconds(10), () -> Instant.ofEpochMilli(now.get()));

    @Test
    void livesAsLongAsItBeats() {
        for (int i = 0; i < 5; i++) {
            now.addAndGet(10_000);
            assertEquals("", pulse.problem());
            pulse.beat();
        }
    }

    @Test
    void saysWhatStandsStillAndForHowLongAndGoesOn() {
        now.addAndGet(12_000);
        assertEquals("the loop has stood still for 12 s", pulse.problem());
        pulse.beat();
        assertEquals("", pulse.problem());
    }
}
