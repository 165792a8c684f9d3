package org.larmor.app.chaos;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.larmor.app.chaos.Footprint.Sample;

/**
 * What a run came to.
 *
 * @param faults how many of each kind
 * @param restarted processes that ended by themselves and were started again
 * @param bad what was sent badly, by kind
 * @param letters dead letters by their reasons, numbers left out
 * @param wrong some of the pictures that are lost or came twice
 * @param footprints of each worker since it was last started
 */
public record ChaosReport(
        ChaosSettings settings,
        double seconds,
        Map<String, Integer> faults,
        int restarted,
        Map<String, Long> bad,
        Map<String, Integer> letters,
        Tally.Standing standing,
        List<String> wrong,
        List<List<Sample>> footprints) {
    /** Whether every picture that was due came exactly once. */
    public boolean isRight() {
        return standing.isRight();
    }

    /** The report as Markdown tables. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "`larmor chaos --minutes %s --seed %d --workers %d%s`, %.0f s"
                        .formatted(
                                settings.minutes(),
                                settings.seed(),
                                settings.workers(),
                                settings.soak() ? " --soak" : "",
                                seconds));
        line(text, "");
        line(text, "| scans sent whole | pictures due | published once | twice | lost |");
        line(text, "|---|---|---|---|---|");
        line(
                text,
                "| %,d | %,d | **%,d** | **%,d** | **%,d** |"
                        .formatted(
                                standing.scans(), standing.due(), standing.once(), standing.twice(), standing.lost()));
        table(text, "fault", faults);
        table(text, "bad input", bad);
        table(text, "answer (dead letter)", letters);
        line(text, "");
        line(text, "Processes that ended by themselves and were started again: " + restarted + ".");
        wrong.forEach(each -> line(text, "- " + each));
        footprint(text);
        return text.toString();
    }

    private static void table(StringBuilder text, String head, Map<String, ? extends Number> rows) {
        if (!rows.isEmpty()) {
            line(text, "");
            line(text, "| " + head + " | times |");
            line(text, "|---|---|");
            rows.forEach((what, count) -> line(text, "| " + what.replace("|", "/") + " | " + count + " |"));
        }
    }

    private void footprint(StringBuilder text) {
        if (!settings.soak()) {
            return;
        }
        line(text, "");
        line(
                text,
                "| worker | samples | resident at the end, MiB | slope, MiB an hour | open files | slope, files an hour |");
        line(text, "|---|---|---|---|---|---|");
        for (int i = 0; i < footprints.size(); i++) {
            List<Sample> samples = footprints.get(i);
            if (!samples.isEmpty()) {
                line(
                        text,
                        "| %d | %d | %.0f | %.1f | %.0f | %.1f |"
                                .formatted(
                                        i,
                                        samples.size(),
                                        samples.getLast().memoryMiB(),
                                        Footprint.slope(samples, Sample::memoryMiB),
                                        samples.getLast().files(),
                                        Footprint.slope(samples, Sample::files)));
            }
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(String.format(Locale.ROOT, "%s%n", line));
    }
}
