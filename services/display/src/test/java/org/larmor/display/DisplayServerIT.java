package org.larmor.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.core.domain.ArrivedLines;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Stage;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.display.results.Workers;

@Timeout(60)
class DisplayServerIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private ResultTopics results;
    private DisplayServer server;
    private ResultSubscriber subscriber;

    @BeforeEach
    void start() throws Exception {
        results = new ResultTopics();
        server = DisplayServer.start(DisplayConfig.DEFAULT.withPort(0));
        subscriber =
                ResultSubscriber.start(results.bootstrap, results.topics, ResultSubscriber.From.NOW, server.listener());
    }

    @AfterEach
    void stop() {
        subscriber.close();
        server.close();
        results.close();
    }

    @Test
    void aPictureFromKafkaReachesAnOpenPage() throws Exception {
        try (BufferedReader events = open("/api/events")) {
            assertEquals(0, next(events, "snapshot").get("scans").size());

            results.publish(Samples.image("scan-1", new ImageIndex(0, 0, 2, 5), Stage.REFINED, 3));

            JsonNode arrived = next(events, "picture");
            assertEquals("scan-1", arrived.get("scanId").asText());
            assertEquals("0.0.2.5", arrived.get("picture").get("key").asText());
            assertEquals(500, arrived.get("picture").get("afterLatest").asDouble());
            assertEquals(8.0 / 24, arrived.get("picture").get("aspect").asDouble(), 1e-6);
        }
        BufferedImage magnitude = png("/api/scans/scan-1/0.0.2.5/refined/magnitude.png");
        assertEquals(8, magnitude.getWidth());
        assertEquals(12, magnitude.getHeight());
        assertTrue(png("/api/scans/scan-1/0.0.2.5/refined/uncertainty.png")
                .getColorModel()
                .hasAlpha());
    }

    @Test
    void aBrowserGetsTheValuesOfAPictureToTheLastOfItsLevels() throws Exception {
        ReconImage image = Samples.image("scan-1", ImageIndex.FIRST, Stage.REFINED, 3);
        try (BufferedReader events = open("/api/events")) {
            results.publish(image);
            next(events, "picture");
        }
        byte[] body = get("/api/scans/scan-1/0.0.0.0/refined/magnitude.levels", BodyHandlers.ofByteArray())
                .body();
        ByteBuffer levels = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(12, levels.getInt());
        assertEquals(8, levels.getInt());
        float scale = levels.getFloat();
        for (float value : image.magnitude().data()) {
            assertEquals(value, Short.toUnsignedInt(levels.getShort()) * scale, scale);
        }
        assertFalse(levels.hasRemaining());
    }

    @Test
    void linesAndHealthReachThePageAndOneOpenedLaterKnowsThemAll() throws Exception {
        try (BufferedReader events = open("/api/events")) {
            results.publish(arrived(List.of(1, 2)));
            results.publish(arrived(List.of(7)));
            assertEquals("[1,2]", next(events, "lines").at("/lines/lines").toString());
            assertEquals("[7]", next(events, "lines").at("/lines/lines").toString());
            server.workers(new Workers("larmor-recon", 2, 37, ""));
            JsonNode health = next(events, "health");
            while (health.get("workers").isNull() || health.get("reading").isNull()) {
                health = next(events, "health");
            }
            assertEquals(2, health.at("/workers/members").asInt());
            assertEquals(0, health.at("/reading/lag").asInt());
            next(events, "beat");
        }
        try (BufferedReader late = open("/api/events")) {
            JsonNode snapshot = next(late, "snapshot");
            assertEquals("[1,2,7]", snapshot.at("/scans/0/lines/0/lines").toString());
            assertEquals("ff", snapshot.at("/scans/0/scan/sender").asText());
            assertEquals(37, snapshot.at("/health/workers/lag").asInt());
        }
    }

    private static ScanStatus arrived(List<Integer> lines) {
        return new ScanStatus(
                "scan-1",
                ScanStatus.State.RECEIVING,
                ScanStatus.Counts.NONE,
                1,
                0,
                "",
                6,
                null,
                new ScanStatus.Intake(255, List.of()),
                "",
                List.of(new ArrivedLines(ImageIndex.FIRST, 8, lines)));
    }

    @Test
    void framesReachThePageAndFinerOnesTakeThePlaceOfCoarserOnes() throws Exception {
        try (BufferedReader events = open("/api/events")) {
            results.publish(Samples.measured(0, 4, 0));
            results.publish(Samples.synthesised(0, 2, 4, .5, 0));
            JsonNode measured = next(events, "frame").get("frame");
            JsonNode coarse = next(events, "frame").get("frame");
            assertTrue(measured.get("measured").asBoolean()
                    && measured.get("uncertainty").asBoolean());
            assertEquals(.25, coarse.get("time").asDouble());
            String address = "/api/frames/a/0.0.0.0/" + coarse.get("id").asText();
            assertEquals(8, png(address + "/magnitude.png").getWidth());

            results.publish(Samples.measured(1, 4, 1));

            JsonNode ended = next(events, "frame").get("ended");
            assertEquals(coarse.get("id").asText(), ended.get(0).asText());
            assertEquals(
                    404,
                    get(address + "/magnitude.png", BodyHandlers.ofString()).statusCode());
            assertEquals(
                    404,
                    get(address + "/uncertainty.png", BodyHandlers.ofString()).statusCode());
        }
        try (BufferedReader late = open("/api/events")) {
            assertEquals(
                    2, next(late, "snapshot").get("scans").get(0).get("frames").size());
        }
    }

    @Test
    void anAnomalyMapReachesEveryPictureThatItWasMadeOf() throws Exception {
        try (BufferedReader events = open("/api/events")) {
            results.publish(Samples.anomaly(1, "scan-1", "scan-2"));

            JsonNode first = next(events, "anomaly");
            JsonNode second = next(events, "anomaly");
            assertEquals("scan-1", first.get("scanId").asText());
            assertEquals("scan-2", second.get("scanId").asText());
            JsonNode view = first.get("anomaly");
            assertEquals("not for diagnosis", view.get("label").asText());
            assertEquals(3, view.get("picture").asInt());
            assertEquals(57, view.get("evaluations").asInt());
            assertEquals("t1c of scan-2", view.get("sources").get(1).asText());

            BufferedImage map = png("/api/anomalies/scan-2/0.0.0.0/map.png");
            long transparent = java.util.stream.IntStream.range(0, 96)
                    .filter(i -> map.getRGB(i % 8, i / 8) >>> 24 == 0)
                    .count();
            assertTrue(transparent > 24 && transparent < 72, transparent + " of 96 pixels below the threshold");

            results.publish(Samples.anomaly(0, "scan-1"));
            results.publish(new ScanStatus(
                    "scan-1",
                    ScanStatus.State.ANOMALY_REFUSED,
                    ScanStatus.Counts.NONE,
                    0,
                    0,
                    "no anomaly map: skull",
                    6));
            JsonNode scan = next(events, "scan").get("scan");
            assertEquals("no anomaly map: skull", scan.get("noAnomalyMap").asText());
            assertEquals("", scan.get("state").asText(), "a refusal says nothing of the scan's state");
        }
        try (BufferedReader late = open("/api/events")) {
            JsonNode maps = next(late, "snapshot").get("scans").get(0).get("anomalies");
            assertEquals(1, maps.get(0).get("revision").asInt(), "an earlier revision replaces nothing");
        }
        String missing = "/api/anomalies/scan-1/0.0.0.9/map.png";
        assertEquals(404, get(missing, BodyHandlers.ofString()).statusCode());
        assertEquals(
                404,
                get("/api/anomalies/scan-1/x/map.png", BodyHandlers.ofString()).statusCode());
    }

    @Test
    void aPageOpenedLateIsToldEverything() throws Exception {
        try (BufferedReader early = open("/api/events")) {
            results.publish(Samples.image("scan-1", ImageIndex.FIRST, Stage.SENSE, 1));
            next(early, "picture");
        }

        try (BufferedReader late = open("/api/events")) {
            JsonNode scan = next(late, "snapshot").get("scans").get(0);
            assertEquals("scan-1", scan.get("scan").get("id").asText());
            assertEquals("sense", scan.get("pictures").get(0).get("stage").asText());
        }
    }

    @Test
    void statusAndRefusalsAreToldAndGarbageStopsNothing() throws Exception {
        try (BufferedReader events = open("/api/events")) {
            results.publishGarbage();
            results.publish(new DeadLetter("scan-1", 4, "readout 4 is too wide", "t", 0, 1, new byte[0], 5));
            assertEquals(1, next(events, "scan").get("scan").get("deadLetters").asInt());

            results.publish(new ScanStatus(
                    "scan-1", ScanStatus.State.DONE, new ScanStatus.Counts(9, 1, 2, 3), 4, 4, "done", 6));

            JsonNode scan = next(events, "scan").get("scan");
            assertEquals("done", scan.get("state").asText());
            assertEquals(9, scan.get("received").asInt());
            assertEquals(3, scan.get("missing").asInt());
        }
    }

    @Test
    void servesThePageAndNothingElse() throws Exception {
        for (String path : new String[] {"/", "/index.html", "/login.html", "/style.css", "/app.js"}) {
            HttpResponse<String> answer = get(path, BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), path);
            assertTrue(answer.body().length() > 500, path);
        }
        for (String path : new String[] {
            "/PageFiles.class",
            "/bundle.sha256",
            "/api/scans/none/0.0.0.0/sense/magnitude.levels",
            "/api/scans/none/0.0.0.0/sense/map.png",
            "/../DisplayServer.class",
            "/api/scans/none/0.0.0.0/sense/magnitude.png",
            "/api/scans/none/0.0.0.99999999999/sense/magnitude.png",
            "/api/scans/none/0.0.0.0/other/magnitude.png"
        }) {
            assertEquals(404, get(path, BodyHandlers.ofString()).statusCode(), path);
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        IOException refused = assertThrows(
                IOException.class, () -> DisplayServer.start(DisplayConfig.DEFAULT.withPort(server.port())));

        assertTrue(String.valueOf(refused.getMessage()).contains(":" + server.port()), refused::getMessage);
        assertNotEquals(0, server.port());
    }

    private BufferedReader open(String path) throws Exception {
        HttpResponse<InputStream> response = get(path, BodyHandlers.ofInputStream());
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Data of the next event of that name; others are passed over. */
    private static JsonNode next(BufferedReader events, String name) throws IOException {
        String line = events.readLine();
        boolean found = false;
        while (line != null) {
            if (found && line.startsWith("data: ")) {
                return JSON.readTree(line.substring(6));
            }
            found |= line.equals("event: " + name);
            line = events.readLine();
        }
        throw new IOException("the stream of events ended");
    }

    private BufferedImage png(String path) throws Exception {
        HttpResponse<byte[]> response = get(path, BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode(), path);
        return ImageIO.read(new ByteArrayInputStream(response.body()));
    }

    private <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> handler) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.address()).resolve(path))
                        .build(),
                handler);
    }
}
