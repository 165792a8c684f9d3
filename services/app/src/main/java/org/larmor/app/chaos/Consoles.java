package org.larmor.app.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.larmor.core.domain.ImageIndex;

/** Consoles as processes: each sends a scan at a scanner's pace, is killed in its middle and begun again. */
final class Consoles implements AutoCloseable {
    private static final int READOUT_MILLIS = 60;
    private static final long KILLED_AFTER_MILLIS = 9_000;

    private final String bootstrap;
    private final Path folder;
    private final Tally tally;
    private final List<Thread> running = new ArrayList<>();
    private int started;

    Consoles(String bootstrap, Path folder, Tally tally) {
        this.bootstrap = bootstrap;
        this.folder = folder;
        this.tally = tally;
    }

    /** Sends one scan by a console that is killed on the way, and the rest of it by one that goes on with it. */
    void killOne() {
        String scanId = "console-" + started++;
        Thread thread = new Thread(() -> run(console(scanId), console(scanId, "--resume"), scanId), scanId);
        thread.start();
        running.add(thread);
    }

    private Child console(String scanId, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "simulate",
                "--bootstrap",
                bootstrap,
                "--scan-id",
                scanId,
                "--anatomy",
                "shepp-logan",
                "--matrix",
                "48",
                "--slices",
                "1",
                "--coils",
                "2",
                "--tr",
                "" + READOUT_MILLIS));
        command.addAll(List.of(more));
        return new Child(scanId, folder, command);
    }

    private void run(Child killed, Child next, String scanId) {
        try {
            killed.start();
            Thread.sleep(KILLED_AFTER_MILLIS);
            killed.kill();
            next.start();
            if (next.await(5, TimeUnit.MINUTES)) {
                tally.due(scanId, List.of(new ImageIndex(0, 0, 0, 0)));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("a console cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        for (Thread thread : running) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
