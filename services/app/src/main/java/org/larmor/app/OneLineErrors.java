package org.larmor.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.stack.Variables;
import org.larmor.console.ConsoleException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells what went wrong in one line; where it went wrong only if the variable {@value #DEBUG} is set. */
final class OneLineErrors implements IExecutionExceptionHandler {
    private static final String DEBUG = Variables.DEBUG;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
        err.println("larmor: " + line(failure));
        if (System.getenv(DEBUG) != null) {
            failure.printStackTrace(err);
        }
        err.flush();
        return isBadInput(failure) ? ExitStatus.BAD_INPUT : ExitStatus.FAILED;
    }

    /** A command line that cannot be understood. */
    static int usage(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("larmor: " + oneLine(String.valueOf(mistake.getMessage())));
        err.println("Options and examples: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitStatus.BAD_INPUT;
    }

    private static boolean isBadInput(Exception failure) {
        return failure instanceof BadInput
                || failure instanceof ConsoleException && !(failure.getCause() instanceof KafkaException)
                || failure instanceof IllegalArgumentException;
    }

    private static String line(Exception failure) {
        String message = failure.getMessage();
        boolean plain = isBadInput(failure)
                || failure instanceof ConsoleException
                || failure instanceof Failure
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
        if (plain && message != null) {
            return oneLine(failure instanceof FileSystemException file ? message + reason(file) : message);
        }
        return oneLine("failed: " + failure + " (" + DEBUG + "=1 shows where)");
    }

    /** What most errors of the file system leave unsaid: they name the file alone. */
    private static String reason(FileSystemException failure) {
        if (failure.getReason() != null) {
            return "";
        }
        return switch (failure) {
            case NoSuchFileException missing -> ": there is no such file or folder";
            case AccessDeniedException denied -> ": may not be used by this user";
            case FileAlreadyExistsException taken -> ": is there already";
            case DirectoryNotEmptyException full -> ": is not empty";
            default -> ": cannot be used";
        };
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    }
}
