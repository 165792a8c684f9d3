package org.larmor.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folders of brokers. */
final class Folders {
    private Folders() {}

    /** @throws IOException if a broker runs on this folder, in one line */
    static void refuseIfInUse(Path folder) throws IOException {
        Path lock = folder.resolve(".lock");
        if (Files.exists(lock)) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                if (free == null) {
                    throw new IOException("another broker runs on it");
                }
            } catch (OverlappingFileLockException e) {
                throw new IOException("another broker runs on it", e);
            }
        }
    }

    /** Removes a folder and what is in it. */
    static void remove(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's folder " + folder + " cannot be removed", e);
        }
    }
}
