package org.larmor.load.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for the files that are tried, in memory where the machine has such a one. */
final class Scratch {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Path FOLDER = make();

    private Scratch() {}

    private static Path make() {
        try {
            Path folder = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "larmor-fuzz")
                    : Files.createTempDirectory("larmor-fuzz");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "remove-scratch"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the files that are tried", e);
        }
    }

    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    private static void remove(Path folder) {
        try (var tree = Files.walk(folder)) {
            for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be removed", e);
        }
    }
}
