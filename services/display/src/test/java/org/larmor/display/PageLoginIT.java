package org.larmor.display;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.broker.TestCertificate;
import org.larmor.display.access.Account.Role;
import org.larmor.display.access.PageAccess;
import org.larmor.display.access.PageAccess.Tls;
import org.larmor.display.access.TokenFile;

/** The page over TLS, as strangers, viewers and operators find it. */
@Timeout(60)
class PageLoginIT {
    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static Path tokens;
    private static String viewer;
    private static String operator;

    private DisplayServer server;

    @BeforeAll
    static void makeTokens() throws IOException {
        certificate = TestCertificate.in(folder);
        tokens = folder.resolve("tokens");
        viewer = new TokenFile(tokens).add("vera", Role.VIEWER);
        operator = new TokenFile(tokens).add("otto", Role.OPERATOR);
    }

    @AfterAll
    static void forget() {
        viewer = "";
    }

    @BeforeEach
    void start() throws IOException {
        Tls tls = new Tls(certificate.certificate(), certificate.key());
        server = DisplayServer.start(
                DisplayConfig.DEFAULT.withPort(0).withAccess(new PageAccess(tls, tokens, null, null, false)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Visitor visitor() throws Exception {
        return new Visitor(server.address(), certificate.certificate());
    }

    @Test
    void aStrangerSeesTheLoginPageAndNothingElse() throws Exception {
        Visitor stranger = visitor();
        for (String path : new String[] {"/", "/app.js", "/index.html", "/none"}) {
            HttpResponse<String> answer = stranger.get(path);
            assertEquals(303, answer.statusCode(), path);
            assertEquals("/login", answer.headers().firstValue("Location").orElse(""));
        }
        for (String path : new String[] {
            "/api/events", "/api/session", "/api/scans/a/0.0.0.0/sense/magnitude.png", "/api/frames/a/0/0/x"
        }) {
            assertEquals(401, stranger.get(path).statusCode(), path);
        }
        assertEquals(303, stranger.post("/logout/all", "").statusCode());
        HttpResponse<String> page = stranger.get("/login");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("name=\"token\""));
        assertTrue(!page.body().contains("/login/oidc"), "a way that is not offered");
        assertEquals(200, stranger.get("/style.css").statusCode());
    }

    @Test
    void everyAnswerTellsTheBrowserToProtectThePage() throws Exception {
        Visitor stranger = visitor();
        for (String path : new String[] {"/", "/login", "/api/events", "/icon.svg"}) {
            var headers = stranger.get(path).headers();
            String policy = headers.firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
            assertTrue(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), policy);
            assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
            assertEquals("same-origin", headers.firstValue("Referrer-Policy").orElse(""));
            assertEquals(
                    "max-age=31536000",
                    headers.firstValue("Strict-Transport-Security").orElse(""));
        }
    }

    @Test
    void aTokenOpensThePageUntilItsOwnerLeaves() throws Exception {
        Visitor vera = visitor();

        HttpResponse<String> in = vera.login(viewer);

        assertEquals("/", in.headers().firstValue("Location").orElse(""));
        String cookie = in.headers().firstValue("Set-Cookie").orElse("");
        for (String part :
                new String[] {"__Host-larmor=", "Path=/", "Secure", "HTTPOnly", "SameSite=Strict", "Max-Age=28800"}) {
            assertTrue(cookie.contains(part), cookie);
        }
        assertEquals(200, vera.get("/").statusCode());
        assertEquals(
                "{\"login\":true,\"name\":\"vera\",\"role\":\"viewer\"}",
                vera.get("/api/session").body());
        vera.post("/logout", "");
        assertEquals(401, vera.get("/api/session").statusCode());
    }

    @Test
    void onlyAnOperatorEndsAllSessionsAndThenStreamsEnd() throws Exception {
        Visitor vera = visitor();
        vera.login(viewer);
        assertEquals(403, vera.post("/logout/all", "").statusCode());
        try (InputStream events = vera.stream("/api/events").body()) {
            Visitor otto = visitor();
            otto.login(operator);

            assertEquals(303, otto.post("/logout/all", "").statusCode());

            assertTrue(new String(events.readAllBytes(), US_ASCII).startsWith("event: snapshot"), "and it ends");
            assertEquals(401, vera.get("/api/session").statusCode());
            assertEquals(401, otto.get("/api/session").statusCode());
        }
    }

    @Test
    void aProgramShowsItsTokenAndWhoGuessesIsSlowedDown() throws Exception {
        Visitor program = visitor();
        assertEquals(
                200,
                program.get("/api/session", "Authorization", "Bearer " + viewer).statusCode());
        for (int guess = 0; guess < 5; guess++) {
            assertEquals(
                    401,
                    program.get("/api/session", "Authorization", "Bearer vera.guess" + guess)
                            .statusCode());
        }
        HttpResponse<String> slowed = program.get("/api/session", "Authorization", "Bearer vera.guess");
        assertEquals(429, slowed.statusCode());
        assertEquals("1", slowed.headers().firstValue("Retry-After").orElse(""));
        assertEquals(
                "/login#wait",
                visitor().login("vera.guess").headers().firstValue("Location").orElse(""));
    }

    @Test
    void otherPagesAreRefusedWhateverTheyAskFor() throws Exception {
        Visitor vera = visitor();
        vera.login(viewer);
        assertEquals(200, vera.stream("/api/events", "Origin", vera.origin()).statusCode());
        assertEquals(
                403, vera.get("/api/events", "Origin", "https://elsewhere.test").statusCode());
        assertEquals(403, vera.get("/api/session", "Origin", "null").statusCode());
        assertEquals(
                403, vera.post("/logout", "", "Origin", vera.origin() + "0").statusCode());
        assertEquals(
                403,
                vera.get(
                                "/api/scans/a/0.0.0.0/sense/magnitude.png",
                                "Sec-Fetch-Site",
                                "cross-site",
                                "Sec-Fetch-Mode",
                                "no-cors")
                        .statusCode());
        assertEquals(
                200,
                vera.get("/", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")
                        .statusCode());
    }

    @Test
    void whatIsTooLargeIsRefusedUnread() throws Exception {
        Visitor stranger = visitor();
        assertEquals(413, stranger.post("/login", "token=" + "x".repeat(5000)).statusCode());
        assertTrue(isRefused(stranger, "/" + "x".repeat(9000)));
        assertTrue(isRefused(stranger, "/login", "X-Much", "x".repeat(40_000)));
    }

    /** HTTP/2 answers 431 to a long head and resets the stream at once: a client may meet either first. */
    private static boolean isRefused(Visitor visitor, String path, String... headers) throws Exception {
        try {
            return visitor.get(path, headers).statusCode() >= 400;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void anotherNameForThisMachineIsNotAnswered() throws Exception {
        try (DisplayServer local = DisplayServer.start(DisplayConfig.DEFAULT.withPort(0))) {
            assertTrue(firstLine(local.port(), "elsewhere.test:" + local.port()).contains(" 421 "));
            assertTrue(firstLine(local.port(), "localhost:" + local.port()).contains(" 200 "));
            assertTrue(firstLine(local.port(), "127.0.0.1.elsewhere.test").contains(" 421 "));
        }
    }

    private static String firstLine(int port, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void itDoesNotListenForOthersUnprotectedNorWithoutAToken() throws IOException {
        DisplayConfig open = DisplayConfig.DEFAULT.withPort(0).withHost("0.0.0.0");
        assertTrue(refusal(open).contains("without TLS and a login"));
        Path none = Files.writeString(folder.resolve("none"), "# nobody\n");
        assertTrue(refusal(open.withHost("127.0.0.1").withAccess(new PageAccess(null, none, null, null, false)))
                .contains("it has no token"));
    }

    private static String refusal(DisplayConfig config) {
        return String.valueOf(assertThrows(IOException.class, () -> DisplayServer.start(config))
                .getMessage());
    }
}
