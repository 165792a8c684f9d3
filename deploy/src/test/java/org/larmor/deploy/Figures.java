package org.larmor.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The figures that there are, from the tables of {@code docs/operations.md}: name, labels, and what is said of them. */
final class Figures {
    private static final Path DOCUMENT = Path.of("../docs/operations.md");
    private static final Pattern ROW = Pattern.compile("\\| `(larmor_[a-z_]+)` \\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** Figures of Prometheus, the JVM and the process, and the labels that Prometheus or the text format gives. */
    private static final Set<String> OTHERS = Set.of(
            "up",
            "jvm_memory_used_bytes",
            "jvm_gc_pause_seconds_sum",
            "process_cpu_usage",
            "process_resident_memory_bytes");

    private static final Set<String> EVERYWHERE = Set.of("instance", "job", "le");
    private static final Set<String> OF_OTHERS = Set.of("area");

    private record Figure(Set<String> labels, Set<String> values) {}

    private final Map<String, Figure> byName = new TreeMap<>();

    static Figures documented() throws IOException {
        Figures all = new Figures();
        ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .forEach(row -> all.add(row.group(1), quoted(row.group(2)), row.group(3)));
        OTHERS.forEach(name -> all.byName.put(name, new Figure(OF_OTHERS, Set.of())));
        assertTrue(all.byName.size() > 40, () -> DOCUMENT + " names only " + all.byName.keySet());
        return all;
    }

    private void add(String name, Set<String> labels, String what) {
        Figure figure = new Figure(labels, quoted(what));
        if (what.strip().startsWith("histogram")) {
            for (String part : new String[] {"_bucket", "_sum", "_count"}) {
                byName.put(name + part, figure);
            }
        } else {
            byName.put(name, figure);
        }
    }

    /** What is wrong with a query, in words; empty where nothing is. */
    Set<String> wrongWith(String expression) {
        Query query = Query.of(expression);
        Set<String> wrong = new HashSet<>();
        Set<String> labels = new HashSet<>(EVERYWHERE);
        if (query.figures().isEmpty()) {
            wrong.add("no figure");
        }
        query.figures().forEach((name, matchers) -> {
            Figure figure = byName.get(name);
            if (figure == null) {
                wrong.add("no figure is called " + name);
            } else {
                labels.addAll(figure.labels());
                matchers.forEach((label, value) -> wrong.addAll(wrongWith(name, figure, label, value)));
            }
        });
        query.groups().stream()
                .filter(group -> !labels.contains(group))
                .forEach(group -> wrong.add("nothing in it has a label " + group));
        return wrong;
    }

    private static Set<String> wrongWith(String name, Figure figure, String label, String value) {
        if (EVERYWHERE.contains(label)) {
            return Set.of();
        }
        if (!figure.labels().contains(label)) {
            return Set.of(name + " has no label " + label);
        }
        if (figure.labels().size() > 1 || figure.values().isEmpty()) {
            return Set.of();
        }
        return java.util.Arrays.stream(value.split("\\|"))
                .filter(one -> !figure.values().contains(one))
                .map(one -> name + " is never " + one)
                .collect(Collectors.toSet());
    }

    private static Set<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
