package org.larmor.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void columnsLineUpWhateverTheyHold() {
        String table = new Table("stage", "ms")
                .row("zero-filled", "7")
                .row("sense", "1,234")
                .toString();

        assertEquals("stage           ms\nzero-filled      7\nsense        1,234\n", table);
        assertThrows(IllegalArgumentException.class, () -> new Table("a", "b").row("only one"));
    }

    @Test
    void theRestTakesAsLongAsTheBeginningDid() {
        long[] now = {0};
        Remaining remaining = new Remaining(4, () -> now[0]);
        assertEquals("0 of 4", remaining.after(0));
        now[0] = 10_000_000_000L;
        assertEquals("1 of 4, 30 s left", remaining.after(1));
        now[0] = 400_000_000_000L;
        assertEquals("2 of 4, 7 min left", remaining.after(2));
        assertEquals("4 of 4", remaining.after(4));
    }

    @Test
    void numbersSayNoMoreThanTheyHold() {
        assertEquals("4 3.1 2.25", Numbers.plain(4) + " " + Numbers.plain(3.1) + " " + Numbers.plain(2.25));
    }

    @Test
    void progressWritesNothingWhereNobodyLooks() {
        try (ProgressLine progress = new ProgressLine(out, false)) {
            progress.show("50 %");
        }

        assertEquals("", written.toString(StandardCharsets.UTF_8));
    }

    @Test
    void workOfManyMinutesSaysInALogEveryFifteenSecondsHowLongTheRestWillTake() {
        long[] now = {0};
        ProgressLine line = ProgressLine.steady(out, false, () -> now[0]);
        try (Countdown countdown = new Countdown("cases", 60, line, () -> now[0])) {
            for (int done = 0; done < 60; done++) {
                countdown.after(done, "next");
                now[0] += 1_000_000_000L;
            }
        }
        assertEquals(
                List.of(
                        "cases: 0 of 60; next",
                        "cases: 15 of 60, 45 s left; next",
                        "cases: 30 of 60, 30 s left; next",
                        "cases: 45 of 60, 15 s left; next"),
                written.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void aLineThatStaysIsNotOverwritten() {
        try (ProgressLine progress = new ProgressLine(out, true)) {
            progress.show("50 %");
            progress.say("done");
        }

        String text = written.toString(StandardCharsets.UTF_8);
        assertTrue(text.endsWith("\r\033[Kdone" + System.lineSeparator()), text);
    }

    @Test
    void theBarTellsShareRateAndTimeLeft() {
        String line = SendProgress.line("scan", 250, 1000, 50_000_000, 10);

        assertEquals("scan  [######..................]  25 %  250 readouts  5.0 MB/s  30 s left", line);
    }

    @Test
    void withoutATotalThereIsNoBar() {
        assertEquals("scan  250 readouts  5.0 MB/s", SendProgress.line("scan", 250, 0, 50_000_000, 10));
    }
}
