package org.larmor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a command answers a person, or a script: with one JSON document on standard output and nothing else there. */
public final class JsonOption {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Option(names = "--json", description = "answers with one JSON document instead, for scripts")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** A line beside the answer; where a script reads that, on standard error. */
    public void say(String line) {
        PrintWriter to = json ? err() : out();
        to.println(line);
        to.flush();
    }

    /**
     * The answer.
     *
     * @param document as JSON: records, lists and maps
     * @param text the same for a person, whole lines
     */
    public void give(Object document, Object text) {
        out().print(json ? write(document) + "\n" : text);
        out().flush();
    }

    /** The answer, where a report has been written that says it. */
    public void give(Path report, Object text) throws IOException {
        out().print(json ? Files.readString(report).strip() + "\n" : text);
        out().flush();
    }

    private static String write(Object document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer always encodes", e);
        }
    }

    /** Of the command; of the process where there is none. */
    private PrintWriter out() {
        return command == null ? new PrintWriter(System.out, true, UTF_8) : command.commandLine().getOut();
    }

    private PrintWriter err() {
        return command == null ? new PrintWriter(System.err, true, UTF_8) : command.commandLine().getErr();
    }
}
