package org.larmor.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command line and all its commands, in the language of man(7), made of what help says. */
public final class ManPage {
    private final StringBuilder page = new StringBuilder();
    private final CommandSpec root;

    private ManPage(CommandSpec root) {
        this.root = root;
    }

    /** @param environment what each variable is for, by its name */
    public static String of(CommandLine root, Map<String, String> environment) {
        return new ManPage(root.getCommandSpec()).write(environment);
    }

    private String write(Map<String, String> environment) {
        String name = root.name();
        String version = String.join("", root.version());
        page.append(".TH %s 1 \"\" \"%s\" \"%s\"%n".formatted(name.toUpperCase(Locale.ROOT), version, "User commands"));
        section("NAME")
                .append(name)
                .append(" \\- ")
                .append(text(HelpPages.summary(root)))
                .append('\n');
        section("SYNOPSIS").append(".B ").append(text(name)).append("\n.I COMMAND\n[OPTIONS]\n");
        section("DESCRIPTION");
        description(root);
        section("OPTIONS");
        options(Groups.options(root).values().iterator().next());
        section("COMMANDS");
        Groups.commands(root).forEach((heading, commands) -> {
            page.append(".SS ").append(text(heading)).append('\n');
            commands.forEach(command -> item(command.name(), HelpPages.summary(command)));
        });
        commands(root);
        section("EXIT STATUS");
        root.usageMessage().exitCodeList().forEach(this::item);
        section("ENVIRONMENT");
        environment.forEach(this::item);
        section("EXAMPLES");
        examples(root);
        return page.toString();
    }

    private void commands(CommandSpec parent) {
        Groups.commands(parent).values().stream().flatMap(List::stream).forEach(command -> {
            section(command.qualifiedName().toUpperCase(Locale.ROOT));
            page.append(".B ").append(text(HelpPages.synopsis(command))).append("\n.PP\n");
            description(command);
            command.positionalParameters().forEach(this::operand);
            Groups.options(command).forEach((heading, options) -> {
                List<OptionSpec> own =
                        options.stream().filter(option -> !option.inherited()).toList();
                if (!own.isEmpty()) {
                    page.append(".PP\n").append(text(heading)).append(":\n");
                    options(own);
                }
            });
            examples(command);
            commands(command);
        });
    }

    private StringBuilder section(String name) {
        return page.append(".SH ").append(text(name)).append('\n');
    }

    private void description(CommandSpec command) {
        for (String paragraph : command.usageMessage().description()) {
            page.append(paragraph.isEmpty() ? ".PP" : text(paragraph)).append('\n');
        }
    }

    private void operand(PositionalParamSpec operand) {
        item(operand.paramLabel(), HelpPages.meaning(operand));
    }

    private void options(List<OptionSpec> options) {
        for (OptionSpec option : options) {
            String names = option.names().length == 1 || option.arity().max() > 0
                    ? HelpPages.named(option)
                    : String.join(", ", option.names());
            item(names, HelpPages.meaning(option));
        }
    }

    private void item(String name, String meaning) {
        page.append(".TP\n.B ")
                .append(text(name))
                .append('\n')
                .append(text(meaning))
                .append('\n');
    }

    private void examples(CommandSpec command) {
        String[] examples = command.usageMessage().footer();
        if (examples.length > 0) {
            page.append(".PP\nExamples:\n.PP\n.nf\n.RS\n");
            Arrays.stream(examples).map(ManPage::text).forEach(line -> page.append(line)
                    .append('\n'));
            page.append(".RE\n.fi\n");
        }
    }

    /** Text that means itself: no requests at the beginning of a line, no escapes, hyphens that can be copied. */
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\`");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
