package org.larmor.app.chaos;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.larmor.app.chaos.Footprint.Sample;
import org.larmor.app.chaos.Footprint.Trend;

/**
 * What a run came to.
 *
 * @param faults how many of each kind
 * @param restarted processes that ended by themselves and were started again
 * @param bad what was sent badly, by kind
 * @param letters dead letters by their reasons, numbers left out
 * @param wrong some of the pictures that are lost or came twice
 * @param load of a soak
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
        @Nullable Load load,
        List<List<Sample>> footprints) {
    /**
     * Scans a second.
     *
     * @param capacity what the workers could do before
     * @param sent on the average
     */
    public record Load(double capacity, double sent) {}

    /** What a footprint is looked at for. */
    private enum Quantity {
        HEAP("alive in the heap, MiB", Sample::heapMiB),
        NATIVE("native memory, MiB", Sample::nativeMiB),
        FILES("open files", Sample::files),
        THREADS("threads", Sample::threads);

        private final String label;
        private final ToDoubleFunction<Sample> of;

        Quantity(String label, ToDoubleFunction<Sample> of) {
            this.label = label;
            this.of = of;
        }

        private Trend trend(List<Sample> samples) {
            return Trend.of(samples, of);
        }
    }

    /** Whether every picture that was due came exactly once, and in a soak nothing grew. */
    public boolean isRight() {
        return standing.isRight() && (!settings.soak() || isFlat());
    }

    private boolean isFlat() {
        return footprints.stream().allMatch(samples -> Stream.of(Quantity.values())
                .allMatch(quantity -> quantity.trend(samples).isFlat()));
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
                                settings.soak() ? " --soak --load " + settings.load() : "",
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
        if (load != null) {
            line(text, "");
            line(
                    text,
                    "The workers could do %.2f scans a second before; %.2f a second were sent, %.0f %% of that."
                            .formatted(load.capacity(), load.sent(), 100 * load.sent() / load.capacity()));
        }
        line(text, "");
        line(text, "| worker | samples | | first | last | mean of the second half | its slope, an hour | |");
        line(text, "|---|---|---|---|---|---|---|---|");
        for (int i = 0; i < footprints.size(); i++) {
            List<Sample> samples = footprints.get(i);
            for (Quantity quantity : samples.isEmpty() ? new Quantity[0] : Quantity.values()) {
                Trend trend = quantity.trend(samples);
                line(
                        text,
                        "| %d | %d | %s | %.1f | %.1f | %.1f | %.1f ± %.1f | %s |"
                                .formatted(
                                        i,
                                        samples.size(),
                                        quantity.label,
                                        quantity.of.applyAsDouble(samples.getFirst()),
                                        quantity.of.applyAsDouble(samples.getLast()),
                                        trend.mean(),
                                        trend.slope(),
                                        trend.error(),
                                        trend.isFlat() ? "flat" : "**grows**"));
            }
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(String.format(Locale.ROOT, "%s%n", line));
    }
}
