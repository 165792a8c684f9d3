package org.larmor.display.dicom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Stage;
import org.larmor.display.Samples;
import org.larmor.display.series.SeriesImage;

@Timeout(60)
class StowClientIT {
    private final List<String> heads = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "{}";

    StowClientIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    }

    @BeforeEach
    void serve() {
        server.createContext("/dicom-web/studies", exchange -> {
            heads.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.sendResponseHeaders(status, answer.length());
            exchange.getResponseBody().write(answer.getBytes(ISO_8859_1));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void postsWhatBelongsTogetherAsPartsOfOneBody() throws Exception {
        List<DicomInstance> instances = instances();
        try (StowClient stow = client()) {
            stow.send(instances);
        }

        String head = heads.get(0);
        assertTrue(head.startsWith("POST multipart/related; type=\"application/dicom\"; boundary="), head);
        assertTrue(head.endsWith(" Bearer x"), head);
        String boundary = head.replaceAll(".*boundary=(\\S+) .*", "$1");
        String[] parts = bodies.get(0).split("(\r\n)?--" + boundary + "(--)?\r\n");
        assertEquals(3, parts.length, "nothing before the first boundary, then two parts");
        for (int i = 0; i < 2; i++) {
            String[] part = parts[i + 1].split("\r\n\r\n", 2);
            assertEquals("Content-Type: application/dicom", part[0]);
            assertArrayEquals(instances.get(i).file(), part[1].getBytes(ISO_8859_1));
        }
    }

    @Test
    void aServerInTroubleMayTakeItLater() {
        status = 503;
        try (StowClient stow = client()) {
            IOException later = assertThrows(IOException.class, () -> stow.send(instances()));
            assertTrue(!(later instanceof RefusedException), later::toString);
            assertTrue(String.valueOf(later.getMessage()).endsWith("answered 503"), later::getMessage);
        }
    }

    @Test
    void tellsWhyAServerRefuses() {
        status = 409;
        answer = "{\"00081198\":{\"vr\":\"SQ\",\"Value\":[{\"00081197\":{\"vr\":\"US\",\"Value\":[290]}}]}}";
        try (StowClient stow = client()) {
            RefusedException refused = assertThrows(RefusedException.class, () -> stow.send(instances()));
            assertTrue(String.valueOf(refused.getMessage()).endsWith("409: reason 0122"), refused::getMessage);
        }
    }

    @Test
    void anInstanceThatOneServerLeavesOutIsRefusedThoughItSaysAccepted() {
        status = 202;
        try (StowClient stow = client()) {
            assertThrows(RefusedException.class, () -> stow.send(instances()));
        }
    }

    private StowClient client() {
        URI service = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/dicom-web/studies");
        return new StowClient(service, "Bearer x", Duration.ofSeconds(20));
    }

    private static List<DicomInstance> instances() {
        return SeriesImage.of(Samples.image("a", ImageIndex.FIRST, Stage.REFINED, 0), "").stream()
                .map(MrInstances::of)
                .toList();
    }
}
