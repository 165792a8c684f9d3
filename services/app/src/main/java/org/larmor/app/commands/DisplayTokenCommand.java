package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.display.access.Account;
import org.larmor.display.access.TokenFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code larmor display token}: who may log in to the page. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Makes tokens that open the page.",
        subcommands = DisplayTokenCommand.Add.class,
        synopsisSubcommandLabel = "add")
final class DisplayTokenCommand implements Callable<Integer> {
    @Override
    public Integer call() throws BadInput {
        throw new BadInput("say what to do: larmor display token add NAME --role viewer|operator --tokens FILE");
    }

    /** Adds one and prints it, this once. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a token, and prints it this once: the file holds its hash (Argon2id) alone.",
            footer = {"", "Example:", "  ./larmor display token add anna --role operator --tokens tokens"})
    static final class Add implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "whose it is")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                defaultValue = "viewer",
                description = "viewer or operator (default: viewer)")
        private String role = "viewer";

        @Option(
                names = "--tokens",
                paramLabel = "FILE",
                defaultValue = "larmor.tokens",
                description = "file of the tokens, made where there is none (default: ${DEFAULT-VALUE})")
        private Path file = Path.of("larmor.tokens");

        @Override
        public Integer call() throws IOException {
            System.out.println(new TokenFile(file).add(name, Account.Role.of(role)));
            return ExitStatus.OK;
        }
    }
}
