package org.larmor.app.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves figures to Prometheus, says whether the program lives and is ready, and lets whoever sits at this machine change log levels. A few
 * requests at a time; docs/operations.md describes it.
 */
public final class OpsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpsServer.class);
    private static final int THREADS = 4;
    private static final int WAITING = 32;
    private static final int BODY_BYTES = 1024;
    private static final int OK = 200;
    private static final int BAD = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String FIGURES = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private final PrometheusMeterRegistry registry;
    private final Runnable refresh;
    private final Health health;
    private final Loggers loggers = new Loggers();

    private OpsServer(HttpServer server, PrometheusMeterRegistry registry, Runnable refresh, Health health) {
        this.server = server;
        this.registry = registry;
        this.refresh = refresh;
        this.health = health;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                task -> Thread.ofPlatform().name("larmor-ops").daemon(true).unstarted(task),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /**
     * Listens.
     *
     * @param port 0 for any free one
     * @param refresh brings figures up to date before they are read
     * @throws IOException if the address cannot be listened on, in one line
     */
    public static OpsServer start(
            String host, int port, PrometheusMeterRegistry registry, Runnable refresh, Health health)
            throws IOException {
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(host, port), WAITING);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        OpsServer server = new OpsServer(http, registry, refresh, health);
        http.setExecutor(server.threads);
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The server of the JDK drops what is thrown here, and the connection with it. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            try {
                answer(exchange, path);
            } catch (RuntimeException e) {
                LOG.error("{} {} failed: {}", exchange.getRequestMethod(), path, e.toString(), e);
                say(exchange, FAILED, TEXT, path + " failed; the log says why\n");
            }
        }
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        boolean reads = exchange.getRequestMethod().equals("GET");
        switch (path) {
            case String p when p.equals("/loggers") || p.startsWith("/loggers/") -> loggers(exchange, p);
            case String p when !reads -> say(exchange, NOT_ALLOWED, TEXT, p + " is only read\n");
            case "/metrics" -> figures(exchange);
            case "/health/live", "/health" -> state(exchange, "live", health.live());
            case "/health/ready", "/ready" -> state(exchange, "ready", health.ready());
            default -> say(exchange, NOT_FOUND, TEXT, "there are /metrics, /health/live, /health/ready and /loggers\n");
        }
    }

    private void figures(HttpExchange exchange) throws IOException {
        refresh.run();
        String accepted = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
        String type = accepted.contains("application/openmetrics-text") ? OPEN_METRICS : FIGURES;
        say(exchange, OK, type, registry.scrape(type));
    }

    private static void state(HttpExchange exchange, String word, Health.Check check) throws IOException {
        String problems = check.text();
        say(exchange, problems.isEmpty() ? OK : UNAVAILABLE, TEXT, (problems.isEmpty() ? word : problems) + "\n");
    }

    private void loggers(HttpExchange exchange, String path) throws IOException {
        String name = path.length() > "/loggers/".length() ? path.substring("/loggers/".length()) : "";
        switch (exchange.getRequestMethod()) {
            case "GET" -> say(exchange, OK, JSON, loggers.json(name));
            case "PUT" -> setLevel(exchange, name);
            default -> say(exchange, NOT_ALLOWED, TEXT, "loggers are read (GET) and set (PUT)\n");
        }
    }

    private void setLevel(HttpExchange exchange, String name) throws IOException {
        if (isFromElsewhere(exchange)) {
            say(exchange, FORBIDDEN, TEXT, "log levels are changed on this machine only\n");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES);
        String problem = loggers.set(name, new String(body, UTF_8));
        if (problem.isEmpty()) {
            LOG.info("logger {}: {}", name, loggers.level(name));
            say(exchange, OK, JSON, loggers.json(name));
        } else {
            say(exchange, BAD, TEXT, problem + "\n");
        }
    }

    /** Another machine, or a page in a browser on this one. */
    private static boolean isFromElsewhere(HttpExchange exchange) {
        return !exchange.getRemoteAddress().getAddress().isLoopbackAddress()
                || exchange.getRequestHeaders().containsKey("Origin");
    }

    private static void say(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
