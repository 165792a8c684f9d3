package org.larmor.app.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options and commands under the headings of their {@link Group}s. */
final class Groups {
    private static final String OWN = "Options";

    private Groups() {}

    /** The options of a command by heading: its own first, last among those {@code --help}; the rest as they come. */
    static Map<String, List<OptionSpec>> options(CommandSpec command) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        groups.put(OWN, new ArrayList<>());
        List<OptionSpec> last = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            Class<?> declared = option.userObject() instanceof Field field ? field.getDeclaringClass() : Group.class;
            if (option.inherited() || declared == JsonOption.class) {
                last.add(option);
            } else if (!option.hidden()) {
                String heading = declared == command.userObject().getClass() ? OWN : heading(declared, OWN);
                groups.computeIfAbsent(heading, name -> new ArrayList<>()).add(option);
            }
        }
        groups.computeIfAbsent(OWN, name -> new ArrayList<>()).addAll(last);
        return groups;
    }

    /** The commands of a command by heading, in the order of the first of each. */
    static Map<String, List<CommandSpec>> commands(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden())
                .distinct()
                .collect(Collectors.groupingBy(
                        spec -> heading(spec.userObject().getClass(), "Commands"),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static String heading(Class<?> type, String otherwise) {
        @Nullable Group group = type.getAnnotation(Group.class);
        return group == null ? otherwise : group.value();
    }
}
