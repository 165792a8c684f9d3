package org.larmor.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class JsonOptionTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Says something beside its answer. */
    @Command(name = "ask")
    static final class Ask implements Callable<Integer> {
        record Found(String scan, double share) {}

        @Mixin
        private final JsonOption answer = new JsonOption();

        @Override
        public Integer call() {
            answer.say("Note: it is late.");
            answer.give(new Found("brain", .5), "brain, a half\n");
            return 0;
        }
    }

    private void ask(String... arguments) {
        new CommandLine(new Ask())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void aPersonIsToldEverythingInOnePlace() {
        ask();
        assertEquals("Note: it is late.\nbrain, a half\n", out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void aScriptReadsTheDocumentAloneAndNotesAreElsewhere() {
        ask("--json");
        assertEquals("{\n  \"scan\" : \"brain\",\n  \"share\" : 0.5\n}\n", out.toString());
        assertEquals("Note: it is late.\n", err.toString());
    }
}
