package org.larmor.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards ask only for figures that there are. */
class DashboardsTest {
    private static final Path FOLDER = Path.of("helm/larmor/monitoring/dashboards");
    private static final int COLUMNS = 24;

    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereAreTwo() throws IOException {
        assertEquals(2, dashboards().size());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelAsksForFiguresThatThereAre(Path file) throws IOException {
        Figures figures = Figures.documented();
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (JsonNode panel : panels(file)) {
            for (JsonNode target : panel.path("targets")) {
                asked++;
                figures.wrongWith(target.path("expr").asText())
                        .forEach(what -> wrong.add(panel.path("title").asText() + ": " + what));
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(asked >= 15, file + " asks only " + asked + " times");
    }

    /** Without these a viewer does not know what is shown, or Grafana asks a data source of the machine that it was drawn on. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelSaysWhatItShowsInWhichUnitAndFromWhere(Path file) throws IOException {
        for (JsonNode panel : panels(file)) {
            String title = panel.path("title").asText();
            assertFalse(title.isEmpty(), panel::toString);
            if (!panel.path("type").asText().equals("row")) {
                assertFalse(panel.path("description").asText().isEmpty(), title);
            }
            for (JsonNode target : panel.path("targets")) {
                assertEquals("${datasource}", target.at("/datasource/uid").asText(), title);
                assertFalse(panel.at("/fieldConfig/defaults/unit").asText().isEmpty(), title);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noPanelLiesOverAnother(Path file) throws IOException {
        Set<String> taken = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : panels(file)) {
            JsonNode place = panel.path("gridPos");
            assertTrue(ids.add(panel.path("id").asInt()), panel.path("title").asText());
            assertTrue(place.path("x").asInt() + place.path("w").asInt() <= COLUMNS);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell = (place.path("x").asInt() + x) + "/"
                            + (place.path("y").asInt() + y);
                    assertTrue(taken.add(cell), panel.path("title").asText() + " at " + cell);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            larmor_recon_redy                                               ; no figure is called larmor_recon_redy
            larmor_recon_failures_total{kind="gone"}                        ; larmor_recon_failures_total is never gone
            larmor_recon_ready{lane="coarse"}                               ; larmor_recon_ready has no label lane
            sum by (lane) (rate(larmor_recon_bytes_total[5m]))              ; nothing in it has a label lane
            rate(larmor_recon_step_seconds[5m])                             ; no figure is called larmor_recon_step_seconds
            1 > 0                                                           ; no figure
            """)
    void aQueryOfSomethingElseIsFound(String expression, String what) throws IOException {
        assertEquals(Set.of(what), Figures.documented().wrongWith(expression));
    }

    private static List<JsonNode> panels(Path file) throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        new ObjectMapper().readTree(file.toFile()).path("panels").forEach(panels::add);
        return panels;
    }
}
