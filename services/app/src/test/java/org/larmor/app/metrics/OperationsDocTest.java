package org.larmor.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.larmor.console.send.Tally;
import org.larmor.models.tensor.DeviceUse;
import org.larmor.recon.flow.Step.Lane;
import org.larmor.recon.telemetry.ReconState;
import org.larmor.recon.telemetry.Telemetry;

/** {@code docs/operations.md} names the figures that there are, and no others. */
class OperationsDocTest {
    private static final Path DOCUMENT = Path.of("../../docs/operations.md");
    private static final Path SOURCES = Path.of("src/main/java/org/larmor/app");
    private static final Pattern NAMED = Pattern.compile("^\\| `(larmor_[a-z_]+)`", Pattern.MULTILINE);
    private static final Pattern ROW =
            Pattern.compile("^\\| `(larmor_[a-z_]+)` \\| `([a-z]+)` \\|(.*)\\|$", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern SERVED = Pattern.compile("^# TYPE (larmor_[a-z_]+) ", Pattern.MULTILINE);
    private static final Pattern WRITTEN = Pattern.compile("\"(larmor(?:\\.[a-z]+)+)\"");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void everyFigureOfAProgramIsDescribedAndEveryDescribedOneIsThere() throws IOException {
        Telemetry telemetry = new Telemetry(registry, null);
        telemetry.recon(scan -> "");
        telemetry.anomaly(scan -> "");
        telemetry.watch(new Busy());
        telemetry.watchAnomaly(() -> true, () -> 1);
        telemetry.refresh();
        for (String prefix : Set.of("larmor.display", "larmor.bridge")) {
            Gauge.builder(prefix + ".ready", () -> 1).register(registry);
        }
        new ResultCounts(registry, "larmor.display");
        BridgeFigures.register(registry, () -> 1, new Tally());

        Set<String> served = found(SERVED, registry.scrape());
        served.removeIf(name -> name.endsWith("_max"));
        Set<String> described = found(NAMED, text("## Figures of the service", "## Figures of an installation"));
        assertTrue(served.size() > 30, served.toString());
        assertEquals(served, described);
        assertEquals(Set.of(), undescribed(registry.scrape()));
    }

    /** Values of a figure's one label that the document does not name, where it names some. */
    private static Set<String> undescribed(String scraped) throws IOException {
        Set<String> found = new TreeSet<>();
        for (MatchResult row : ROW.matcher(Files.readString(DOCUMENT)).results().toList()) {
            Set<String> named = found(QUOTED, row.group(3));
            Pattern served =
                    Pattern.compile("^" + row.group(1) + "\\{.*?" + row.group(2) + "=\"([^\"]*)\"", Pattern.MULTILINE);
            Set<String> values = named.isEmpty() ? Set.of() : found(served, scraped);
            values.stream()
                    .filter(value -> !named.contains(value))
                    .forEach(value -> found.add(row.group(1) + " " + value));
        }
        return found;
    }

    /** Those are made as they come: the document is held to the names in the code. */
    @Test
    void everyFigureOfAnInstallationIsDescribedAndEveryDescribedOneIsInTheCode() throws IOException {
        Set<String> written = new TreeSet<>();
        for (String file :
                Set.of("metrics/ResultMetrics.java", "metrics/GroupLag.java", "commands/MetricsCommand.java")) {
            written.addAll(found(WRITTEN, Files.readString(SOURCES.resolve(file))));
        }
        Set<String> described = found(NAMED, text("## Figures of an installation", "## Traces")).stream()
                .map(name -> name.replaceFirst("_(total|seconds)$", "").replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(written, described);
    }

    private static String text(String from, String to) throws IOException {
        String all = Files.readString(DOCUMENT);
        return all.substring(all.indexOf(from), all.indexOf(to));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A service with a GPU. */
    private record Busy() implements ReconState {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public long backlogBytes() {
            return 1;
        }

        @Override
        public long backlogLimit() {
            return 2;
        }

        @Override
        public long imageBytes() {
            return 3;
        }

        @Override
        public long snapshotBytes() {
            return 4;
        }

        @Override
        public long memoryLimit() {
            return 5;
        }

        @Override
        public int scans() {
            return 6;
        }

        @Override
        public int waiting(Lane lane) {
            return 7;
        }

        @Override
        public int underWay(Lane lane) {
            return 8;
        }

        @Override
        public Map<Integer, Long> lag() {
            return Map.of(0, 9L);
        }

        @Override
        public int paused() {
            return 0;
        }

        @Override
        public DeviceUse device() {
            return new DeviceUse(1, 2, 3, 4, 5, 6, new DeviceUse.Memory(7, 8));
        }
    }
}
