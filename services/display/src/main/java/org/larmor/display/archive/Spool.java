package org.larmor.display.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.larmor.display.files.WholeFile;

/**
 * Records of scans that are not over, in a folder of their own: so they may be committed before what holds the whole scan is written. The
 * same record put again lies there once.
 */
final class Spool {
    private static final String OVER = "over";

    private final Path root;
    private final Set<Path> written = new HashSet<>();

    Spool(Path root) throws IOException {
        this.root = Files.createDirectories(root);
    }

    /** A record: the topic's place in the subscription, and the value. */
    record Entry(ArchiveTopic topic, byte[] value) {}

    void put(String scanId, ArchiveTopic topic, int partition, long offset, byte[] value) throws IOException {
        Path path = ScanFolders.of(root, scanId).resolve("%s-%05d-%019d".formatted(topic, partition, offset));
        WholeFile.write(path, out -> out.write(value));
        written.add(path);
    }

    /** Notes that a scan is over; its last records may still come. */
    void markOver(String scanId) throws IOException {
        Path path = ScanFolders.of(root, scanId).resolve(OVER);
        WholeFile.write(path, out -> {});
        written.add(path);
    }

    /** When it returns, what was put outlasts a power cut. */
    void flush() throws IOException {
        for (Path path : written) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        written.clear();
    }

    /** Scans that are over and still here. */
    List<String> over() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve(OVER)))
                    .map(ScanFolders::scanId)
                    .sorted()
                    .toList();
        }
    }

    /** Hands on a scan's records, topic by topic, each in the order of its offsets. */
    void read(String scanId, Reader reader) throws IOException {
        for (Path file : files(scanId)) {
            String name = file.getFileName().toString();
            if (!name.equals(OVER)) {
                ArchiveTopic topic = ArchiveTopic.valueOf(name.substring(0, name.indexOf('-')));
                reader.take(new Entry(topic, Files.readAllBytes(file)));
            }
        }
    }

    /** Forgets a scan; the note that it is over goes last. */
    void remove(String scanId) throws IOException {
        Path folder = ScanFolders.of(root, scanId);
        List<Path> files = new ArrayList<>(files(scanId));
        files.sort((a, b) -> Boolean.compare(a.endsWith(OVER), b.endsWith(OVER)));
        for (Path file : files) {
            Files.delete(file);
        }
        Files.deleteIfExists(folder);
    }

    /** Files that are whole, in the order of their names. */
    private List<Path> files(String scanId) throws IOException {
        Path folder = ScanFolders.of(root, scanId);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @FunctionalInterface
    interface Reader {
        void take(Entry entry) throws IOException;
    }
}
