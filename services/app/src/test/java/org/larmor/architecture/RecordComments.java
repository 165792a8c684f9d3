package org.larmor.architecture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the comment of a record says: of the record, and of each of its components. */
record RecordComments(String summary, Map<String, String> components) {
    private static final Pattern LINK = Pattern.compile("\\{@(?:code|link) (?:[A-Za-z.]*\\.)?([^}]*)}");

    /** @throws AssertionError if no source file has such a record with a comment */
    static RecordComments of(Class<?> type) {
        Pattern declared = Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*[a-z ]*record " + type.getSimpleName() + "\\(", Pattern.DOTALL);
        Class<?> outer = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
        String file = outer.getName().replace('.', '/') + ".java";
        Matcher comment = SourceTree.javaFiles().stream()
                .filter(path -> path.toString().replace('\\', '/').endsWith("src/main/java/" + file))
                .map(path -> declared.matcher(SourceTree.text(path)))
                .filter(Matcher::find)
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " has no comment"));
        return parsed(comment.group(1));
    }

    private static RecordComments parsed(String comment) {
        String plain =
                LINK.matcher(comment.replaceAll("\\s*\\n\\s*\\*\\s*", " ")).replaceAll("$1");
        String[] parts = plain.split("@param ");
        Map<String, String> components = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] said = parts[i].strip().split(" ", 2);
            components.put(said[0], said.length == 1 ? "" : said[1]);
        }
        return new RecordComments(parts[0].strip(), components);
    }
}
