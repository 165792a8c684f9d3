package org.larmor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules that a look at the source files is enough to check. */
class SourceRulesTest {
    private static final int LONGEST_FILE = 400;
    private static final int FEWEST_FILES = 100;
    private static final List<Path> FILES = SourceTree.javaFiles();

    @Test
    void seesTheSources() {
        assertTrue(FILES.size() >= FEWEST_FILES, "only " + FILES.size() + " Java files under " + SourceTree.ROOT);
    }

    @Test
    void noFileIsLong() {
        assertEquals(
                List.of(),
                FILES.stream()
                        .filter(file -> SourceTree.lines(file).size() > LONGEST_FILE)
                        .map(SourceTree::name)
                        .toList());
    }

    /** Tests that a machine cannot run are left out by their tag, which the launcher says; none skips itself. */
    @Test
    void noTestIsSwitchedOff() {
        assertEquals(
                List.of(),
                linesMatching(
                        "@(\\w+\\.)*(Disabled|Enabled(If|On|For)|Ignore\\b)|\\bassum(e|ing)(True|False|That)\\b"));
    }

    @Test
    void nothingIsLeftToDo() {
        assertEquals(List.of(), linesMatching("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b"));
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIs() {
        assertEquals(
                List.of(),
                FILES.stream()
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> SourceTree.name(folder).contains("src/main/java"))
                        .filter(folder -> !isDescribed(folder.resolve("package-info.java")))
                        .map(SourceTree::name)
                        .toList());
    }

    private static boolean isDescribed(Path packageInfo) {
        if (!Files.exists(packageInfo)) {
            return false;
        }
        String text = String.join("\n", SourceTree.lines(packageInfo));
        return text.contains("/**") && text.contains("@NullMarked");
    }

    private static List<String> linesMatching(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return FILES.stream()
                .filter(file -> !file.endsWith("SourceRulesTest.java"))
                .flatMap(file -> {
                    List<String> lines = SourceTree.lines(file);
                    return IntStream.range(0, lines.size())
                            .filter(i -> pattern.matcher(lines.get(i)).find())
                            .mapToObj(i -> SourceTree.name(file) + ":" + (i + 1));
                })
                .toList();
    }
}
