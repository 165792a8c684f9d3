package org.larmor.app.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With libfaketime (Debian: {@code libfaketime}); where that is not there, no process gets a clock of its own, and nothing is shown. */
class FakeClockTest {
    private static final int WAITS = 20;
    private static final long WAIT_MILLIS = 20;
    private static final Duration JUMP = Duration.ofHours(-5);

    @TempDir
    private Path folder;

    @Test
    void theTimeOfDayIsWrongAndWaitsAreAsLongAsTheyWere() throws IOException, InterruptedException {
        Optional<FakeClock> clock = FakeClock.at(folder.resolve("clock"));
        if (clock.isPresent()) {
            jump(clock.get());
        }
    }

    private static void jump(FakeClock clock) throws IOException, InterruptedException {
        clock.set(JUMP.toSeconds());
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeClockTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(clock.environment());
        Process process = builder.start();
        String[] said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .trim()
                .split(" ");
        assertEquals(0, process.waitFor());
        Duration wrong = Duration.between(Instant.now(), Instant.parse(said[0]));
        assertTrue(wrong.minus(JUMP).abs().toMinutes() < 5, "wrong by " + wrong);
        assertTrue(Long.parseLong(said[1]) > WAITS * WAIT_MILLIS / 2, "waited for " + said[1] + " ms");
    }

    /** The process with the wrong clock: its time of day, and the milliseconds that its waits took. */
    public static void main(String[] none) {
        long start = System.nanoTime();
        for (int i = 0; i < WAITS; i++) {
            LockSupport.parkNanos(Duration.ofMillis(WAIT_MILLIS).toNanos());
        }
        System.out.println(Instant.now() + " " + (System.nanoTime() - start) / 1_000_000);
    }
}
