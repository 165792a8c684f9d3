package org.larmor.app.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.larmor.display.files.WholeFile;

/**
 * The time of day as one process sees it, by libfaketime (Debian: {@code libfaketime}), which is loaded before the C library and reads a
 * file: what has passed since then ({@code CLOCK_MONOTONIC}) stays true, as when somebody sets a machine's clock.
 */
final class FakeClock {
    private static final List<Path> USUAL = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib64/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/faketime/libfaketime.so.1"));

    private final Path library;
    private final Path file;

    private FakeClock(Path library, Path file) {
        this.library = library;
        this.file = file;
        set(0);
    }

    /** A clock that is right, and is told otherwise by this file; empty where libfaketime is not there. */
    static Optional<FakeClock> at(Path file) {
        return USUAL.stream().filter(Files::exists).findFirst().map(found -> new FakeClock(found, file));
    }

    /** From now on, and within a second, the process's clock is wrong by so much. */
    void set(long seconds) {
        try {
            WholeFile.write(file, out -> out.write("%+d\n".formatted(seconds).getBytes(US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException("a clock cannot be set", e);
        }
    }

    /**
     * What the process is to be started with. Without the last of them libfaketime ends at once every wait of a JVM for a given time:
     * its correction is for C libraries whose such waits go by the time of day.
     */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toAbsolutePath().toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }
}
