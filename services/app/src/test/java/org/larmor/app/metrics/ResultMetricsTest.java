package org.larmor.app.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.Counts;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.Stage;
import org.larmor.core.domain.Vector3;

class ResultMetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ResultMetrics metrics = new ResultMetrics(registry);

    @Test
    void countsAReadoutOnceHoweverOftenItsScanIsTold() {
        metrics.status(status("a", State.STARTED, 0, 0, 0));
        metrics.status(status("a", State.RECEIVING, 40, 1, 2));
        metrics.status(status("b", State.RECEIVING, 7, 0, 0));
        metrics.status(status("a", State.RECONSTRUCTING, 100, 1, 2));
        assertShows("larmor_scans_open 2.0");
        metrics.status(status("a", State.DONE, 100, 1, 2));

        assertShows("larmor_readouts_total{outcome=\"received\"} 107.0");
        assertShows("larmor_readouts_total{outcome=\"duplicate\"} 1.0");
        assertShows("larmor_readouts_total{outcome=\"refused\"} 2.0");
        assertShows("larmor_scans_total{state=\"done\"} 1.0");
        assertShows("larmor_scans_open 1.0");
    }

    @Test
    void timesAPictureFromTheLatestReadout() {
        metrics.image(picture(Stage.COARSE, 1500));
        metrics.image(picture(Stage.COARSE, 300));

        String labels = "{last=\"true\",stage=\"coarse\"";
        assertShows("larmor_pictures_total" + labels + "} 2.0");
        assertShows("larmor_picture_latency_seconds_sum" + labels + "} 1.8");
        assertShows("larmor_picture_latency_seconds_bucket" + labels + ",le=\"0.5\"} 1");
        assertShows("larmor_picture_latency_seconds_bucket" + labels + ",le=\"2.0\"} 2");
        assertShows("larmor_evaluations_total{stage=\"coarse\"} 8.0");
        assertShows("larmor_step_seconds_sum{step=\"coarse\"} 0.5");
    }

    @Test
    void twoMachinesWhoseClocksDisagreeGiveNoNegativeTime() {
        metrics.image(picture(Stage.COARSE, -200));

        assertShows("larmor_picture_latency_seconds_sum{last=\"true\",stage=\"coarse\"} 0.0");
    }

    @Test
    void countsDeadLetters() {
        metrics.deadLetter(new DeadLetter("a", 5, "wrong width", "larmor.readouts", 0, 7, new byte[0], 1));

        assertShows("larmor_dead_letters_total 1.0");
    }

    private void assertShows(String line) {
        String all = registry.scrape();
        assertTrue(all.lines().anyMatch(line::equals), () -> line + " is not in\n" + all);
    }

    private static ScanStatus status(String scanId, State state, long received, long duplicate, long refused) {
        return new ScanStatus(scanId, state, new Counts(received, duplicate, refused, 0), 2, 0, "", 1);
    }

    private static ReconImage picture(Stage stage, double afterMillis) {
        return new ReconImage(
                "a",
                ImageIndex.FIRST,
                stage,
                0,
                true,
                new Geometry(Readout.Placement.AXIAL, new Vector3(1, 1, 1)),
                new RealImage(1, 1, new float[1]),
                null,
                1,
                new Provenance(
                        "coarse-to-fine",
                        "",
                        "",
                        "",
                        4,
                        1,
                        false,
                        1,
                        0,
                        4,
                        "",
                        List.of(new Provenance.Step("coarse", 250))),
                new ReconImage.Timing(1000, 2000, 2000 + afterMillis));
    }
}
