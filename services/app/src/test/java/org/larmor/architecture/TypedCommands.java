package org.larmor.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.larmor.app.Larmor;
import picocli.CommandLine.ParameterException;

/** Command lines of {@code ./larmor} as they stand in texts, and whether they would be understood. */
public final class TypedCommands {
    private static final Pattern BLOCK = Pattern.compile("(?m)^(?:(?:    .*(?:\\n|$))+|```[a-z]*\\n(?s:.*?)\\n```$)");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?<=\\./larmor)(?: [^\\n|>;)&`]*)?");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private TypedCommands() {}

    /** Those in the code blocks of a document in Markdown, without comments, redirections and what they are piped to. */
    static List<String> inBlocks(String markdown) {
        return BLOCK.matcher(markdown)
                .results()
                .flatMap(block -> in(block.group()))
                .toList();
    }

    /** Those in any text; lines that end with a backslash go on. */
    public static Stream<String> in(String text) {
        return COMMAND.matcher(text.replaceAll(" *\\\\\\n\\s*", " "))
                .results()
                .map(found -> found.group().replaceFirst("(^| +)#.*", "").strip())
                .filter(command -> !command.equals("test") && !command.startsWith("test "));
    }

    /** What is wrong with a command line, or empty. */
    public static String fault(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(Stream.of(1, 2, 3)
                    .map(word::group)
                    .filter(each -> each != null)
                    .findFirst()
                    .orElseThrow());
        }
        try {
            Larmor.commandLine().parseArgs(words.toArray(String[]::new));
            return "";
        } catch (ParameterException e) {
            return "./larmor " + command + ": " + e.getMessage();
        }
    }
}
