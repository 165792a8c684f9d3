package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.larmor.app.cli.ExitStatus;
import org.larmor.display.access.Account;
import org.larmor.display.access.TokenFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code larmor display token}: who may log in to the page. */
@Command(
        name = "token",
        subcommands = DisplayTokenCommand.Add.class,
        description = "Says who may log in to the page.",
        footer = "./larmor display token add anna --tokens tokens")
final class DisplayTokenCommand {
    /** Adds one and prints it, this once. */
    @Command(
            name = "add",
            description = {"Makes a token and prints it, this once.", "", "The file holds its hash (Argon2id) alone."},
            footer = "./larmor display token add anna --role operator --tokens tokens")
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
