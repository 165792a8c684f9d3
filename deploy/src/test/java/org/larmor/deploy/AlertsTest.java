package org.larmor.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts ask for figures that there are, and fire when they should. */
class AlertsTest {
    private static final Path FOLDER = Path.of("helm/larmor/monitoring");
    private static final Pattern VARIABLE = Pattern.compile("\\$__(rate_interval|range|interval)");

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        Manifests.YAML
                .readTree(FOLDER.resolve("alerts.yaml").toFile())
                .path("groups")
                .forEach(group -> group.path("rules").forEach(alerts::add));
        return alerts;
    }

    @Test
    void everyAlertAsksForFiguresThatThereAreAndSaysWhatToDo() throws IOException {
        Figures figures = Figures.documented();
        for (JsonNode alert : alerts()) {
            String name = alert.path("alert").asText();
            assertEquals(Set.of(), figures.wrongWith(alert.path("expr").asText()), name);
            assertFalse(alert.at("/annotations/summary").asText().isEmpty(), name);
            assertFalse(alert.at("/annotations/description").asText().isEmpty(), name);
        }
    }

    @Test
    void everyAlertIsTriedWhereItFiresAndWhereItDoesNot() throws IOException {
        Set<String> all = new TreeSet<>();
        alerts().forEach(alert -> all.add(alert.path("alert").asText()));
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        Manifests.YAML
                .readTree(FOLDER.resolve("alerts-test.yaml").toFile())
                .path("tests")
                .forEach(test -> test.path("alert_rule_test")
                        .forEach(rule -> (rule.path("exp_alerts").isEmpty() ? silent : firing)
                                .add(rule.path("alertname").asText())));
        assertEquals(all, firing);
        assertEquals(all, silent);
    }

    @Test
    @Tag("promtool")
    void prometheusFiresThemAsTheirTestsSay() throws Exception {
        promtool("test", "rules", "alerts-test.yaml");
    }

    /** Each question of a dashboard, with Grafana's variables filled in, as a rule: so that Prometheus's own parser sees it. */
    @Test
    @Tag("promtool")
    void prometheusUnderstandsEveryPanel(@TempDir Path folder) throws Exception {
        List<String> rules = new ArrayList<>(List.of("groups:", "  - name: panels", "    rules:"));
        for (Path file : DashboardsTest.dashboards()) {
            for (JsonNode expression : Manifests.YAML.readTree(file.toFile()).findValues("expr")) {
                Matcher variable = VARIABLE.matcher(expression.asText().replace("$instance", ".*"));
                rules.add("      - record: panel:" + rules.size());
                rules.add("        expr: " + Manifests.YAML.valueToTree(variable.replaceAll("5m")));
            }
        }
        promtool(
                "check",
                "rules",
                Files.write(folder.resolve("panels.yaml"), rules).toString());
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
