package org.larmor.display;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.larmor.display.page.PageRoutes;
import org.larmor.display.results.ResultListener;

/** The live page: serves what it is told to every browser that looks, until closed. */
public final class DisplayServer implements AutoCloseable {
    private static final int SECONDS_TO_START = 20;

    private final Vertx vertx;
    private final HttpServer server;
    private final ResultListener listener;
    private final String host;

    private DisplayServer(Vertx vertx, HttpServer server, ResultListener listener, String host) {
        this.vertx = vertx;
        this.server = server;
        this.listener = listener;
        this.host = host;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the address cannot be listened on, in one line
     */
    public static DisplayServer start(DisplayConfig config) throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        PageRoutes routes = new PageRoutes(vertx, config.keepScans(), config.keepBytes());
        HttpServerOptions options =
                new HttpServerOptions().setHost(config.host()).setPort(config.port());
        try {
            HttpServer server = vertx.createHttpServer(options)
                    .requestHandler(routes.router())
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SECONDS_TO_START, TimeUnit.SECONDS);
            return new DisplayServer(vertx, server, routes.book(), config.host());
        } catch (ExecutionException | TimeoutException e) {
            vertx.close();
            throw new IOException("cannot listen on " + config.host() + ":" + config.port() + ": "
                    + (e.getCause() == null ? "no answer" : e.getCause().getMessage()));
        } catch (InterruptedException e) {
            vertx.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the page was up");
        }
    }

    /** What results are to be told to; thread-safe. */
    public ResultListener listener() {
        return listener;
    }

    public int port() {
        return server.actualPort();
    }

    /** What to type into a browser. */
    public String address() {
        return "http://" + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port() + "/";
    }

    /** Stops listening and lets open pages go. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the page did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
