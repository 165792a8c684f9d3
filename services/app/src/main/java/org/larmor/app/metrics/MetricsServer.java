package org.larmor.app.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;

/** {@code /metrics} for Prometheus, {@code /health} (this process runs) and {@code /ready} (the broker answers). One request at a time. */
public final class MetricsServer implements AutoCloseable {
    private static final int WAITING = 16;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final PrometheusMeterRegistry registry;
    private final Check broker;

    /** Asks the broker for what is shown next. */
    @FunctionalInterface
    public interface Check {
        /** @throws IOException if it does not answer, in one line */
        void refresh() throws IOException;
    }

    private MetricsServer(HttpServer server, PrometheusMeterRegistry registry, Check broker) {
        this.server = server;
        this.registry = registry;
        this.broker = broker;
    }

    /** @throws IOException if the address cannot be listened on, in one line */
    public static MetricsServer start(String host, int port, PrometheusMeterRegistry registry, Check broker)
            throws IOException {
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(host, port), WAITING);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        MetricsServer server = new MetricsServer(http, registry, broker);
        http.createContext("/metrics", server::metrics);
        http.createContext("/health", exchange -> answer(exchange, OK, "up\n"));
        http.createContext("/ready", server::ready);
        http.start();
        return server;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void metrics(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        String broken = refresh();
        registry.counter("larmor.broker.checks", "answered", Boolean.toString(broken.isEmpty()))
                .increment();
        answer(exchange, OK, registry.scrape());
    }

    private void ready(HttpExchange exchange) throws IOException {
        String broken = refresh();
        answer(exchange, broken.isEmpty() ? OK : UNAVAILABLE, broken.isEmpty() ? "ready\n" : broken + "\n");
    }

    private String refresh() {
        try {
            broker.refresh();
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
