package org.larmor.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository as it lies on disk, without what the build makes. */
final class SourceTree {
    static final Path ROOT = root();

    private SourceTree() {}

    /** Every Java file of every module, tests included. */
    static List<Path> javaFiles() {
        return files(".java");
    }

    /** Every file whose name ends so, outside build outputs and hidden folders. */
    static List<Path> files(String suffix) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(path -> path.toString().endsWith(suffix))
                    .filter(path -> Files.isRegularFile(path) && isSource(ROOT.relativize(path)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String file) {
        return String.join("\n", lines(ROOT.resolve(file)));
    }

    static String text(Path file) {
        return String.join("\n", lines(file));
    }

    /** The file's path from the root, for messages. */
    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static boolean isSource(Path relative) {
        for (Path part : relative) {
            String name = part.toString();
            if (name.equals("target") || name.equals("node_modules") || name.startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no mvnw above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }
}
