package org.larmor.app.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.concurrent.CompletionException;
import org.larmor.display.access.PageAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves figures to Prometheus, says whether the program lives and is ready, and lets whoever sits at this machine change log levels. No thread
 * waits for a client: it has one request and {@link #PATIENCE} for all of it, and of too many clients the oldest is let go. docs/operations.md
 * describes it.
 */
public final class OpsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpsServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int CLIENTS = 64;
    private static final int THREADS = 4;
    private static final int BODY_BYTES = 1024;
    private static final int OK = 200;
    private static final int BAD = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String FIGURES = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(THREADS)
            .setUseDaemonThread(true));
    private final HttpServer server;
    private final PrometheusMeterRegistry registry;
    private final Runnable refresh;
    private final Duration patience;
    private final LinkedHashSet<HttpConnection> clients = new LinkedHashSet<>();
    private final Loggers loggers = new Loggers();

    private OpsServer(
            String host,
            int port,
            PrometheusMeterRegistry registry,
            Runnable refresh,
            Health health,
            Duration patience) {
        this.registry = registry;
        this.refresh = refresh;
        this.patience = patience;
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost(host).setPort(port).setHttp2ClearTextEnabled(false))
                .connectionHandler(this::connected)
                .requestHandler(router(health));
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
        return start(host, port, registry, refresh, health, PATIENCE);
    }

    /** @param patience from a client's connection to the end of its answer */
    static OpsServer start(
            String host, int port, PrometheusMeterRegistry registry, Runnable refresh, Health health, Duration patience)
            throws IOException {
        OpsServer ops = new OpsServer(host, port, registry, refresh, health, patience);
        try {
            ops.server.listen().toCompletionStage().toCompletableFuture().join();
            return ops;
        } catch (CompletionException e) {
            ops.close();
            String reason = e.getCause() == null ? "no answer" : e.getCause().getMessage();
            throw new IOException("cannot listen on " + host + ":" + port + ": " + reason, e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    /** On the event loop, as all that becomes of a connection. */
    private void connected(HttpConnection client) {
        clients.add(client);
        long timer = vertx.setTimer(patience.toMillis(), over -> client.close());
        client.closeHandler(gone -> {
            vertx.cancelTimer(timer);
            clients.remove(client);
        });
        if (clients.size() > CLIENTS) {
            clients.removeFirst().close();
        }
    }

    private Router router(Health health) {
        Router router = Router.router(vertx);
        answer(router, this::figures, "/metrics");
        answer(router, state("live", health.live()), "/health/live", "/health");
        answer(router, state("ready", health.ready()), "/health/ready", "/ready");
        router.get("/loggers").handler(context -> say(context, OK, JSON, loggers.json("")));
        router.get("/loggers/*").handler(context -> say(context, OK, JSON, loggers.json(logger(context))));
        router.put("/loggers/*")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
                .handler(this::setLevel);
        router.errorHandler(
                NOT_FOUND,
                context -> say(
                        context, NOT_FOUND, TEXT, "there are /metrics, /health/live, /health/ready and /loggers\n"));
        router.errorHandler(
                NOT_ALLOWED,
                context ->
                        say(context, NOT_ALLOWED, TEXT, "what is here is read (GET), and loggers are set too (PUT)\n"));
        router.route().failureHandler(OpsServer::failed);
        return router;
    }

    /** On a thread of the few: the broker may be asked. */
    private static void answer(Router router, Handler<RoutingContext> handler, String... paths) {
        for (String path : paths) {
            router.get(path).blockingHandler(handler, false);
        }
    }

    /** Who sends too much, or goes away in the middle of it, is no trouble of ours. */
    private static void failed(RoutingContext context) {
        String path = context.normalizedPath();
        if (context.statusCode() == TOO_LARGE) {
            say(context, TOO_LARGE, TEXT, "longer than " + BODY_BYTES + " bytes\n");
        } else if (!(context.failure() instanceof HttpClosedException)) {
            LOG.error("{} {} failed", context.request().method(), path, context.failure());
            say(context, FAILED, TEXT, path + " failed; the log says why\n");
        }
    }

    private void figures(RoutingContext context) {
        refresh.run();
        String accepted = String.valueOf(context.request().getHeader("Accept"));
        String type = accepted.contains("application/openmetrics-text") ? OPEN_METRICS : FIGURES;
        say(context, OK, type, registry.scrape(type));
    }

    private static Handler<RoutingContext> state(String word, Health.Check check) {
        return context -> {
            String problems = check.text();
            say(context, problems.isEmpty() ? OK : UNAVAILABLE, TEXT, (problems.isEmpty() ? word : problems) + "\n");
        };
    }

    private static String logger(RoutingContext context) {
        String name = context.pathParam("*");
        return name == null ? "" : name;
    }

    private void setLevel(RoutingContext context) {
        if (isFromElsewhere(context)) {
            say(context, FORBIDDEN, TEXT, "log levels are changed on this machine only\n");
            return;
        }
        String name = logger(context);
        String problem = loggers.set(name, String.valueOf(context.body().asString()));
        if (problem.isEmpty()) {
            LOG.info("logger {}: {}", name, loggers.level(name));
            say(context, OK, JSON, loggers.json(name));
        } else {
            say(context, BAD, TEXT, problem + "\n");
        }
    }

    /** Another machine, or a page in a browser on this one. */
    private static boolean isFromElsewhere(RoutingContext context) {
        return !PageAccess.isLoopback(context.request().remoteAddress().hostAddress())
                || context.request().headers().contains("Origin");
    }

    private static void say(RoutingContext context, int status, String type, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Connection", "close")
                .end(text)
                .onComplete(said -> context.request().connection().close());
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
