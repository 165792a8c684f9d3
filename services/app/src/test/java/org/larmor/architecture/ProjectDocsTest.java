package org.larmor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** What the documents name is there. */
class ProjectDocsTest {
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z0-9]+[A-Za-z0-9]*)(?:[.(#][^`]*)?`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");
    private static final Pattern PATH =
            Pattern.compile("`((?:core|proto|models|services|deploy|load-tests|docs)/[^`* {}<>…]*)`");

    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
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
        Set<String> named = matches(PATH, document);
        named.removeIf(path -> Files.exists(SourceTree.ROOT.resolve(path)));
        assertEquals(Set.of(), named, document + " names files that are not there");
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> documents = new ArrayList<>(manuals());
        documents.addAll(List.of("ARCHITECTURE.md", "SECURITY.md", "CHANGELOG.md"));
        for (String document : documents) {
            Path file = SourceTree.ROOT.resolve(document);
            Set<String> links = matches(LINK, document);
            links.removeIf(link -> Files.exists(file.resolveSibling(link)));
            assertEquals(Set.of(), links, document + " links to what is not there");
        }
    }

    @Test
    void everyCommandOfReadmeGuidesAndDocumentsWouldBeUnderstood() {
        for (String document : manuals()) {
            List<String> typed = TypedCommands.inBlocks(SourceTree.text(document));
            assertTrue(!typed.isEmpty() || !document.contains("guides/"), document + " shows no command");
            assertEquals(
                    List.of(),
                    typed.stream()
                            .map(TypedCommands::fault)
                            .filter(fault -> !fault.isEmpty())
                            .toList(),
                    document);
        }
    }

    @Test
    void theJavaOfTheGuidesCompiles(@TempDir Path folder) throws IOException {
        List<String> sources = new ArrayList<>();
        for (String document : manuals()) {
            for (var block : JAVA.matcher(SourceTree.text(document)).results().toList()) {
                Matcher name = CLASS.matcher(block.group(1));
                assertTrue(name.find(), document + " has Java without a class");
                sources.add(Files.writeString(folder.resolve(name.group(1) + ".java"), block.group(1))
                        .toString());
            }
        }
        assertTrue(sources.size() >= 2, "Java in the guides: " + sources);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString()));
        arguments.addAll(sources);
        int status = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new));
        assertEquals(0, status, said.toString(StandardCharsets.UTF_8));
    }

    /** What is in docs, but for the decisions, and what stands in a folder to explain it. */
    private static List<String> manuals() {
        return SourceTree.files(".md").stream()
                .map(SourceTree::name)
                .filter(name -> name.startsWith("docs/") && !name.startsWith("docs/adr/")
                        || name.endsWith("README.md")
                        || name.equals("CONTRIBUTING.md"))
                .toList();
    }

    @Test
    void theArchitectureFitsTwoPages() {
        String text = SourceTree.text("ARCHITECTURE.md");
        assertTrue(
                text.lines().count() <= 120 && text.split("\\s+").length <= 1600, "ARCHITECTURE.md is over two pages");
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
