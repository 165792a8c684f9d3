package org.larmor.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The list of libraries that the slim image leaves out, against those that there are. */
class SlimImageTest {
    private static final Path LIST = Path.of("images/larmor/slim-leaves-out");
    private static final List<Path> JARS = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).getFileName())
            .filter(name -> name.toString().endsWith(".jar"))
            .toList();

    private static PathMatcher matcher(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    @Test
    void everyLineLeavesSomethingOut() throws IOException {
        assertEquals(
                List.of(),
                Files.readAllLines(LIST).stream()
                        .filter(pattern -> !pattern.startsWith("larmor-"))
                        .filter(pattern -> JARS.stream().noneMatch(matcher(pattern)::matches))
                        .toList(),
                "no library is called so any more");
    }

    @Test
    void noPyTorchAndNoBrokerIsLeft() throws IOException {
        List<PathMatcher> left =
                Files.readAllLines(LIST).stream().map(SlimImageTest::matcher).toList();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && left.stream().noneMatch(matcher -> matcher.matches(jar.getFileName()))) {
                try (JarFile file = new JarFile(entry)) {
                    assertTrue(
                            file.stream()
                                    .noneMatch(each -> each.getName().startsWith("ai/djl/")
                                            || each.getName().startsWith("kafka/server/")),
                            () -> jar + " is in the slim image");
                }
            }
        }
    }
}
