package org.larmor.app.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the installation that can be started again: another JVM with a Larmor command. */
final class Child implements AutoCloseable {
    private static final List<String> FRUGAL =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");
    static final List<String> SMALL = List.of("-Xmx400m");
    private static final String MAIN = "org.larmor.app.Larmor";
    private static final long PATIENCE_SECONDS = 30;

    private final String name;
    private final Path log;
    private final List<String> command;
    private final Optional<FakeClock> clock;
    private volatile @Nullable Process process;

    /** @param arguments of the command line {@code larmor} */
    Child(String name, Path folder, List<String> arguments) {
        this(name, folder, SMALL, arguments, Optional.empty());
    }

    /**
     * @param heap flags of the JVM that say how large its heap is
     * @param clock its own, where it has one
     */
    Child(String name, Path folder, List<String> heap, List<String> arguments, Optional<FakeClock> clock) {
        this.clock = clock;
        this.name = name;
        this.log = folder.resolve(name + ".log");
        this.command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FRUGAL);
        command.addAll(heap);
        for (String property : List.of("larmor.home", "larmor.zoo", "ai.djl.offline", "java.awt.headless")) {
            command.add("-D" + property + "=" + System.getProperty(property, ""));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(arguments);
    }

    String name() {
        return name;
    }

    synchronized void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        clock.ifPresent(own -> builder.environment().putAll(own.environment()));
        process = builder.start();
    }

    /** Whether it has a clock of its own, which can be set. */
    boolean hasOwnClock() {
        return clock.isPresent();
    }

    /** Its clock is wrong by so much from now on. */
    void setClock(long seconds) {
        clock.ifPresent(own -> own.set(seconds));
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    /** Waits for it to end by itself; whether it did so in time and well. */
    boolean await(long time, TimeUnit unit) throws InterruptedException {
        Process waited = process;
        return waited != null && waited.waitFor(time, unit) && waited.exitValue() == 0;
    }

    /** As {@code kill -9} does. */
    synchronized void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** As SIGTERM does; killed where it does not end. */
    synchronized void terminate() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        }
    }

    /** Sends it a signal by name, for example STOP. */
    synchronized void signal(String signal) throws IOException, InterruptedException {
        if (isAlive()) {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid()))
                    .start()
                    .waitFor();
        }
    }

    @Override
    public void close() {
        try {
            signal("CONT");
            terminate();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(name + " cannot be ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
