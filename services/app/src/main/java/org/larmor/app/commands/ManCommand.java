package org.larmor.app.commands;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.ManPage;
import org.larmor.app.stack.Variables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code larmor man}: the manual page. */
@Group("In the shell")
@Command(
        name = "man",
        description = "Prints the manual page, all commands in one.",
        footer = {
            "./larmor man | man -l -",
            "# to stay: where man looks for pages",
            "./larmor man > ~/.local/share/man/man1/larmor.1"
        })
public final class ManCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        var root = Objects.requireNonNull(command).root().commandLine();
        root.getOut().print(ManPage.of(root, Variables.ALL));
        root.getOut().flush();
        return ExitStatus.OK;
    }
}
