package org.larmor.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.larmor.display.access.PageAccess;

/** Logins with an OpenID Connect provider, honest and not. */
@Timeout(60)
class ProviderLoginIT {
    @TempDir
    private Path folder;

    private TestIssuer issuer;
    private DisplayServer server;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path secret = Files.writeString(folder.resolve("secret"), TestIssuer.SECRET + "\n");
        var oidc = new PageAccess.Oidc(issuer.address(), TestIssuer.CLIENT, secret, "realm_access/roles");
        URI publicUrl = URI.create("http://localhost:" + port);
        server = DisplayServer.start(
                DisplayConfig.DEFAULT.withPort(port).withAccess(new PageAccess(null, null, oidc, publicUrl, false)));
    }

    @AfterEach
    void stop() {
        server.close();
        issuer.close();
    }

    @Test
    void whoeverTheProviderKnowsWithARoleComesIn() throws Exception {
        issuer.claims.put("realm_access", "{\"roles\":[\"other\",\"larmor-operator\"]}");
        Visitor anna = new Visitor(server.address(), null);
        assertTrue(anna.get("/login").body().contains("/login/oidc"));

        HttpResponse<String> back = goThrough(anna);

        assertEquals("/", location(back));
        assertTrue(back.headers().allValues("Set-Cookie").toString().contains("SameSite=Lax"));
        assertEquals(
                "{\"login\":true,\"name\":\"anna\",\"role\":\"operator\"}",
                anna.get("/api/session").body());
    }

    @Test
    void aProgramShowsTheProvidersToken() throws Exception {
        issuer.claims.put("realm_access", "{\"roles\":[\"larmor-viewer\"]}");
        Visitor program = new Visitor(server.address(), null);
        assertEquals(200, session(program, issuer.token(Map.of())).statusCode());
        assertEquals(401, session(program, issuer.token(Map.of("exp", "1000"))).statusCode());
        assertEquals(
                401, session(program, issuer.token(Map.of("aud", "\"others\""))).statusCode());
        issuer.signing = TestIssuer.keys();
        assertEquals(401, session(program, issuer.token(Map.of())).statusCode());
        String[] parts = issuer.token(Map.of()).split("\\.");
        String unsigned = "eyJhbGciOiJub25lIn0." + parts[1] + ".";
        assertEquals(401, session(program, unsigned).statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "realm_access|{\"roles\":[\"other\"]}",
                "nonce|\"another\"",
                "aud|\"others\"",
                "iss|\"https://elsewhere.test\"",
                "exp|1000"
            })
    void whoIsNotMeantDoesNotComeIn(String claim, String value) throws Exception {
        issuer.claims.put("realm_access", "{\"roles\":[\"larmor-viewer\"]}");
        issuer.claims.put(claim, value);

        assertNotIn();
    }

    @Test
    void aForgedTokenDoesNotLetIn() throws Exception {
        issuer.claims.put("realm_access", "{\"roles\":[\"larmor-viewer\"]}");
        issuer.signing = TestIssuer.keys();

        assertNotIn();
    }

    @Test
    void aLoginThatAnotherBrowserHasBegunIsRefused() throws Exception {
        issuer.claims.put("realm_access", "{\"roles\":[\"larmor-viewer\"]}");
        Visitor attacker = new Visitor(server.address(), null);
        String callback = issuer.agree(URI.create(location(attacker.get("/login/oidc"))));

        assertEquals("/login#wrong", location(new Visitor(server.address(), null).get(callback)));
    }

    private void assertNotIn() throws Exception {
        Visitor somebody = new Visitor(server.address(), null);
        assertEquals("/login#wrong", location(goThrough(somebody)));
        assertEquals(401, somebody.get("/api/session").statusCode());
    }

    private HttpResponse<String> goThrough(Visitor visitor) throws Exception {
        URI provider = URI.create(location(visitor.get("/login/oidc")));
        assertTrue(provider.toString().startsWith(issuer.address() + "/authorize?"), provider.toString());
        return visitor.get(issuer.agree(provider));
    }

    private static HttpResponse<String> session(Visitor visitor, String token) throws Exception {
        return visitor.get("/api/session", "Authorization", "Bearer " + token);
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
