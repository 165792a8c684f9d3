package org.larmor.architecture;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.larmor.app.stack.Variables;
import org.larmor.recon.ConfigVariables;
import org.larmor.recon.ReconConfig;

/** Every key of the configuration, for people ({@link #markdown}) and as a file to begin with ({@link #yaml}): the records and their comments. */
final class ConfigDocument {
    private static final int WIDTH = 120;

    private static final Map<String, String> VARIABLES = ConfigVariables.byKey();

    /** A key, where it stands, and what is said of it. */
    private record Key(String path, Object value, String meaning) {
        String name() {
            return path.substring(path.lastIndexOf('.') + 1);
        }

        int depth() {
            return (int) path.chars().filter(c -> c == '.').count();
        }

        /** A record with keys of its own. */
        boolean isSection() {
            return value instanceof Record;
        }
    }

    private ConfigDocument() {}

    private static List<Key> keys(String prefix, Record record) {
        RecordComments comments = RecordComments.of(record.getClass());
        List<Key> keys = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String path = prefix + component.getName();
            Object value = value(record, component);
            String said = comments.components().getOrDefault(component.getName(), "");
            if (value instanceof Record inner) {
                String summary = RecordComments.of(inner.getClass()).summary();
                keys.add(new Key(path, value, prefix.isEmpty() ? summary : said.isEmpty() ? summary : said));
                keys.addAll(keys(path + ".", inner));
            } else {
                keys.add(new Key(path, value, said));
            }
        }
        return keys;
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(component.getName(), e);
        }
    }

    /** Keys of which nothing is said. */
    static List<String> uncommented() {
        return keys("", ReconConfig.DEFAULT).stream()
                .filter(key -> key.meaning().isEmpty())
                .map(Key::path)
                .toList();
    }

    static String markdown() {
        StringBuilder out = new StringBuilder("""
                # Configuration

                <!-- Made from the records in services/recon by ConfigDocumentTest, which says how; changes belong there. -->

                `larmor serve --config larmor.yaml` takes a YAML file with these keys; what it leaves out stays as it is, and a key that is not known is
                refused by name. [deploy/larmor.yaml](../deploy/larmor.yaml) has all of them; `larmor serve --print-config` prints what holds, and runs nothing.

                Each key has an environment variable too. **Options go before variables, variables before the file, the file before the defaults.**
                Texts are taken as they are; lists have commas between (`LARMOR_STAGES_COARSE_SHARES=0.4,0.8`); the rest is as in YAML. A variable that begins
                with `LARMOR_` and is nothing that Larmor knows is told in one line and passed over, but for those that Kubernetes sets for its services.
                Other commands that take `--config` use the parts `kafka`, `ops` and `tracing` of file and environment alone.
                """);
        for (Key key : keys("", ReconConfig.DEFAULT)) {
            if (key.depth() == 0) {
                out.append("\n## %s%n%n%s%n%n| key | default | variable | meaning |%n|---|---|---|---|%n"
                        .formatted(key.name(), key.meaning()));
            } else if (!key.isSection()) {
                out.append("| `%s` | %s | `%s` | %s |%n"
                        .formatted(
                                key.path(),
                                key.value().toString().isEmpty() ? "" : "`" + yaml(key.value()) + "`",
                                VARIABLES.get(key.path()),
                                key.meaning().replace("|", "\\|")));
            }
        }
        out.append("\n## Other variables\n\n| variable | what it is |\n|---|---|\n");
        Variables.ALL.forEach((name, meaning) -> out.append("| `%s` | %s |%n".formatted(name, meaning)));
        return out.toString();
    }

    static String yaml() {
        StringBuilder out = new StringBuilder("""
                # Configuration of larmor serve --config. Every key is here with its default; leave out what stays as it is.
                # A key that is not known is refused by name. docs/configuration.md has the same as tables, with the environment's variables.
                # Made from the records in services/recon by ConfigDocumentTest, which says how; changes belong there.
                """);
        for (Key key : keys("", ReconConfig.DEFAULT)) {
            String indent = "  ".repeat(key.depth());
            String line = indent + key.name() + ":" + (key.isSection() ? "" : " " + yaml(key.value()));
            out.append(key.depth() == 0 ? "\n" : "");
            String beside = "%-34s # %s".formatted(line, key.meaning().replaceFirst("[.]$", ""));
            if (beside.length() <= WIDTH) {
                out.append(beside).append('\n');
            } else {
                wrapped(key.meaning(), WIDTH - indent.length() - 2)
                        .forEach(text ->
                                out.append(indent).append("# ").append(text).append('\n'));
                out.append(line).append('\n');
            }
        }
        return out.toString();
    }

    private static String yaml(Object value) {
        return switch (value) {
            case Record record ->
                Stream.of(record.getClass().getRecordComponents())
                        .map(component -> component.getName() + ": " + yaml(value(record, component)))
                        .collect(joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(ConfigDocument::yaml).collect(joining(", ", "[", "]"));
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case Enum<?> constant -> constant.name().toLowerCase(java.util.Locale.ROOT);
            case String text when text.isEmpty() || text.equals("off") -> '"' + text + '"';
            default -> value.toString();
        };
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
