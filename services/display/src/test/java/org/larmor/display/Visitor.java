package org.larmor.display;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A browser's way of asking: it keeps cookies, and follows no redirection unless told to. */
final class Visitor {
    private final HttpClient http;
    private final URI base;

    /** @param trusted certificate of the page, or null for plain HTTP */
    Visitor(String address, @Nullable Path trusted) throws Exception {
        HttpClient.Builder builder = HttpClient.newBuilder().cookieHandler(new CookieManager());
        this.http = (trusted == null ? builder : builder.sslContext(trusting(trusted))).build();
        this.base = URI.create(address.replace("127.0.0.1", "localhost"));
    }

    private static SSLContext trusting(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "page", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    String origin() {
        return base.getScheme() + "://" + base.getAuthority();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return http.send(request(path, headers).build(), BodyHandlers.ofString());
    }

    /** An answer that goes on. */
    HttpResponse<InputStream> stream(String path, String... headers) throws Exception {
        return http.send(request(path, headers).build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return http.send(
                request(path, headers)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> login(String token) throws Exception {
        return post("/login", "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }
}
