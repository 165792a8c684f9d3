package org.larmor.app.commands;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Group;
import org.larmor.app.options.Choices;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code larmor completion}: what a shell needs to complete commands and options. */
@Group("In the shell")
@Command(
        name = "completion",
        description = "Prints what completes commands and options in a shell.",
        footer = {
            "# for this shell; or as a line of .bashrc or .zshrc, with the launcher's path",
            "source <(./larmor completion bash)",
            "source <(./larmor completion zsh)"
        })
public final class CompletionCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SHELL", completionCandidates = Choices.Shells.class, description = "bash or zsh")
    private String shell = "";

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws BadInput {
        if (!new Choices.Shells().contains(shell)) {
            throw new BadInput("shell '" + shell + "' is neither bash nor zsh");
        }
        var root = Objects.requireNonNull(command).root().commandLine();
        root.getOut().print(AutoComplete.bash(root.getCommandName(), root)); // zsh is told in it to read it as bash
        root.getOut().flush();
        return ExitStatus.OK;
    }
}
