package org.larmor.recon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** A file that is there as long as the service is ready: for whoever cannot ask it otherwise. Thread-safe. */
final class ReadyFile {
    private final @Nullable Path file;
    private boolean withdrawn;

    /** @param name of the file; empty for none. One that an earlier service left there is removed */
    ReadyFile(String name) {
        this.file = name.isEmpty() ? null : Path.of(name);
        remove();
    }

    /** Puts one line there, unless it was withdrawn: who is told to end while it joins its group is not ready any more. */
    synchronized void write(String line) {
        if (file != null && !withdrawn) {
            try {
                Path folder = file.toAbsolutePath().getParent();
                Path whole = Files.createTempFile(folder, "ready", null);
                Files.writeString(whole, line + "\n");
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException("service.readyFile " + file + " cannot be written", e);
            }
        }
    }

    /** Removes it, for good. */
    synchronized void withdraw() {
        withdrawn = true;
        remove();
    }

    private void remove() {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException("service.readyFile " + file + " cannot be removed", e);
            }
        }
    }
}
