package org.larmor.app.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

@Timeout(60)
class OpsServerIT {
    private static final String LOGGER = "org.larmor.app.ops.test";

    private static final int MORE_THAN_IS_SENT_UNREAD = 4 << 20;

    private final PrometheusMeterRegistry registry = Operations.registry();
    private final AtomicInteger refreshed = new AtomicInteger();
    private final List<String> still = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile String broken = "";
    private OpsServer server;

    @BeforeEach
    void start() throws IOException {
        server = OpsServer.start("127.0.0.1", 0, registry, refreshed::incrementAndGet, health());
    }

    private Health health() {
        return new Health(() -> List.copyOf(still), () -> {
            if (broken.equals("beyond words")) {
                throw new IllegalStateException(broken);
            }
            if (!broken.isEmpty()) {
                throw new IOException(broken);
            }
            return List.of();
        });
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        ((Logger) LoggerFactory.getLogger(LOGGER)).setLevel(null);
    }

    @Test
    void saysWhatStandsStillAndWhyItIsNotReady() throws Exception {
        assertEquals("200 live", get("/health/live"));
        assertEquals("200 ready", get("/health/ready"));
        still.add("the poll loop has stood still for 130 s");
        still.add("the event loop has stood still for 31 s");
        broken = "broker b:9092 does not answer";
        assertEquals(
                "503 the poll loop has stood still for 130 s\nthe event loop has stood still for 31 s",
                get("/health/live"));
        assertEquals("503 broker b:9092 does not answer", get("/ready"));
    }

    @Test
    void whatFailsIsAnsweredAndIsInTheLog() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(OpsServer.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        broken = "beyond words";
        assertEquals("500 /health/ready failed; the log says why", get("/health/ready"));
        logger.detachAppender(log);
        assertEquals(
                List.of("beyond words"),
                log.list.stream()
                        .map(line -> line.getThrowableProxy().getMessage())
                        .toList());
        assertEquals("200 live", get("/health/live"), "the next one is answered as ever");
    }

    @Test
    void whoAsksForALoggerThatIsNotThereDoesNotMakeIt() throws Exception {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        put(LOGGER, "{\"level\":\"trace\"}");
        String name = LOGGER + ".Nobody$Inner";
        assertEquals("200 {\"" + name + "\":\"TRACE\"}", get("/loggers/" + name));
        String root = context.getLogger("ROOT").getLevel().toString();
        assertEquals("200 {\"nobody\":\"" + root + "\"}", get("/loggers/nobody"));
        assertNull(context.exists(name));
        assertNull(context.exists("nobody"));
    }

    @Test
    void figuresAreBroughtUpToDateBeforeTheyAreRead() throws Exception {
        registry.gauge("larmor.test", refreshed, AtomicInteger::get);
        assertTrue(get("/metrics").contains("larmor_test 1.0"));
        assertTrue(get("/metrics").contains("larmor_test 2.0"));
    }

    @Test
    void levelsOfTheLogAreReadAndSetWhileItRuns() throws Exception {
        assertEquals("200 {\"" + LOGGER + "\":\"DEBUG\"}", put(LOGGER, "{\"level\":\"debug\"}"));
        assertEquals(Level.DEBUG, ((Logger) LoggerFactory.getLogger(LOGGER)).getLevel());
        assertTrue(get("/loggers").contains("\"" + LOGGER + "\":\"DEBUG\""));
        assertEquals("200", put(LOGGER, "{\"level\":null}").substring(0, 3));
        assertEquals(null, ((Logger) LoggerFactory.getLogger(LOGGER)).getLevel());
    }

    @Test
    void aLevelThatIsNoneAndANameThatIsNoneAreRefusedInOneLine() throws Exception {
        assertEquals(
                "400 level 'LOUD' is none of OFF, ERROR, WARN, INFO, DEBUG, TRACE, null",
                put(LOGGER, "{\"level\":\"loud\"}"));
        assertEquals("400 not JSON: {\"level\":\"DEBUG\"} is expected", put(LOGGER, "{"));
        assertEquals("413 longer than 1024 bytes", put(LOGGER, "x".repeat(2000)));
        assertEquals("400 PUT /loggers/NAME: no such name", put("a/b", "{\"level\":\"INFO\"}"));
        assertEquals("400 the root logger has no logger above it", put("ROOT", "{\"level\":null}"));
    }

    @Test
    void aPageInABrowserChangesNoLevel() throws Exception {
        HttpRequest request = request("/loggers/" + LOGGER)
                .header("Origin", "http://elsewhere.example")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"level\":\"TRACE\"}"))
                .build();
        assertEquals("403 log levels are changed on this machine only", answer(request));
    }

    @Test
    void whatIsNotThereAndWhatIsOnlyReadIsRefused() throws Exception {
        assertEquals("404", get("/").substring(0, 3));
        assertEquals("404", get("/health/liveness").substring(0, 3));
        try (Socket odd = connect(server, "GET /loggers/%ZZ HTTP/1.1\r\nHost: h\r\n\r\n")) {
            assertEquals("HTTP/1.1 400", new String(odd.getInputStream().readNBytes(12), UTF_8));
        }
        assertEquals("405", answer(request("/metrics").DELETE().build()).substring(0, 3));
        assertEquals(
                "405", answer(request("/loggers/" + LOGGER).DELETE().build()).substring(0, 3));
    }

    /** What a slow client has said when it says no more, or reads no more. */
    static List<String> beginnings() {
        return List.of(
                "",
                "G",
                "GET /health HTTP/1.1\r\nHost: h\r\n",
                "PUT /loggers/a HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n{",
                "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void eightClientsThatStandStillKeepNoNinthOut(String beginning) throws Exception {
        registry.gauge("larmor.test", Tags.of("long", "x".repeat(MORE_THAN_IS_SENT_UNREAD)), 1);
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            slow.add(connect(server, beginning));
        }
        assertEquals("200 live", get("/health"));
        assertEquals("200 ready", get("/ready"));
        for (Socket each : slow) {
            each.close();
        }
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void whoTakesTooLongIsLetGo(String beginning) throws Exception {
        try (OpsServer hasty = OpsServer.start("127.0.0.1", 0, registry, () -> {}, health(), Duration.ofMillis(50));
                Socket slow = connect(hasty, beginning)) {
            while (isOpen(slow)) {
                // what it was told meanwhile
            }
        }
    }

    @Test
    void ofTooManyClientsTheOldestIsLetGo() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slow.add(connect(server, "G"));
        }
        assertFalse(isOpen(slow.getFirst()));
        assertEquals("200 live", get("/health"));
        for (Socket each : slow) {
            each.close();
        }
    }

    private static Socket connect(OpsServer server, String says) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(4096);
        client.connect(new InetSocketAddress("127.0.0.1", server.port()));
        client.getOutputStream().write(says.getBytes(UTF_8));
        return client;
    }

    /** Waits for what comes next. */
    private static boolean isOpen(Socket client) throws IOException {
        try {
            return client.getInputStream().read() >= 0;
        } catch (SocketException reset) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private String get(String path) throws Exception {
        return answer(request(path).build());
    }

    private String put(String logger, String body) throws Exception {
        return answer(request("/loggers/" + logger)
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String answer(HttpRequest request) throws Exception {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().strip();
    }
}
