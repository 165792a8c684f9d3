package org.larmor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.app.Larmor;
import picocli.CommandLine;

/** What the documents name is there. */
class ProjectDocsTest {
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z0-9]+[A-Za-z0-9]*)(?:[.(#][^`]*)?`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");
    private static final Pattern PATH =
            Pattern.compile("`((?:core|proto|models|services|deploy|load-tests|docs)/[^`* {}<>…]*)`");

    private static final Pattern COMMAND = Pattern.compile("\\./larmor ([a-z]+(?:-[a-z]+)*)");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyTypeThatIsNamedExists(String document) {
        Set<String> named = matches(TYPE, document);
        assertTrue(named.size() >= 10, document + " names only " + named);
        named.removeAll(types());
        assertEquals(Set.of(), named, document + " names types that no source file declares");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyFileThatIsNamedExists(String document) {
        Set<String> named = matches(LINK, document);
        named.addAll(matches(PATH, document));
        assertTrue(!named.isEmpty(), document + " names no file");
        assertEquals(
                List.of(),
                named.stream()
                        .filter(path -> !Files.exists(SourceTree.ROOT.resolve(path)))
                        .toList(),
                document + " names files that are not there");
    }

    @Test
    void everyCommandThatIsNamedExists() {
        Set<String> named = matches(COMMAND, "README.md");
        named.addAll(matches(COMMAND, "CONTRIBUTING.md"));
        assertTrue(named.size() >= 5, "the documents name only " + named);
        named.remove("test");
        named.removeAll(new CommandLine(new Larmor()).getSubcommands().keySet());
        assertEquals(Set.of(), named, "commands that ./larmor does not have");
    }

    @Test
    void theConsumerInTheReadmeCompiles(@TempDir Path folder) throws IOException {
        Matcher block = JAVA.matcher(SourceTree.text("README.md"));
        assertTrue(block.find(), "no Java in README.md");
        Path source = Files.writeString(folder.resolve("PictureReader.java"), block.group(1));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {
            "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString(), source.toString()
        };
        int status = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments);
        assertEquals(0, status, said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theArchitectureFitsTwoPages() {
        assertTrue(SourceTree.text("ARCHITECTURE.md").lines().count() <= 120, "ARCHITECTURE.md is over two pages");
    }

    private static Set<String> matches(Pattern pattern, String document) {
        Matcher matcher = pattern.matcher(SourceTree.text(document));
        return matcher.results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> types() {
        return SourceTree.javaFiles().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }
}
