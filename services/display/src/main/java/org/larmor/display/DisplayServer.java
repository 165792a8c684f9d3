package org.larmor.display;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.larmor.display.access.PageAccess;
import org.larmor.display.access.TokenFile;
import org.larmor.display.page.PageRoutes;
import org.larmor.display.page.ScanBook;
import org.larmor.display.results.ResultListener;
import org.larmor.display.results.Workers;

/** The live page: serves what it is told to every browser that looks, until closed. */
public final class DisplayServer implements AutoCloseable {
    private static final int SECONDS_TO_START = 20;

    private final Vertx vertx;
    private final HttpServer server;
    private final ScanBook book;
    private final DisplayConfig config;

    private DisplayServer(Vertx vertx, HttpServer server, ScanBook book, DisplayConfig config) {
        this.vertx = vertx;
        this.server = server;
        this.book = book;
        this.config = config;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the address cannot be listened on, or must not be, in one line
     */
    public static DisplayServer start(DisplayConfig config) throws IOException {
        PageAccess access = config.access();
        String objection = access.objection(config.host());
        if (objection != null) {
            throw new IOException(objection);
        }
        Path tokens = access.tokens();
        if (tokens != null && new TokenFile(tokens).size() == 0) {
            throw new IOException(tokens + ": it has no token; make one with: larmor display token add NAME");
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        try {
            return PageRoutes.of(vertx, config.keepScans(), config.keepBytes(), access, config.host())
                    .compose(routes -> vertx.createHttpServer(options(config))
                            .requestHandler(routes.router())
                            .listen()
                            .map(server -> new DisplayServer(vertx, server, routes.book(), config)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            vertx.close();
            throw new IOException(
                    "cannot listen on " + config.host() + ":" + config.port() + ": "
                            + (e.getCause() == null ? "no answer" : e.getCause().getMessage()),
                    e);
        } catch (InterruptedException e) {
            vertx.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the page was up");
        }
    }

    private static HttpServerOptions options(DisplayConfig config) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxInitialLineLength(4096)
                .setMaxHeaderSize(16 << 10)
                .setMaxFormAttributeSize(1024)
                .setMaxFormFields(4);
        PageAccess.Tls tls = config.access().tls();
        return tls == null
                ? options
                : options.setSsl(true)
                        .setUseAlpn(true)
                        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setKeyPath(tls.key().toString())
                                .setCertPath(tls.certificate().toString()));
    }

    /** What results are to be told to; thread-safe. */
    public ResultListener listener() {
        return book;
    }

    /** How the services stand that make the pictures; thread-safe. */
    public void workers(Workers workers) {
        book.workers(workers);
    }

    public int port() {
        return server.actualPort();
    }

    /** What to type into a browser. */
    public String address() {
        String host = config.host().equals("0.0.0.0") ? "localhost" : config.host();
        return (config.access().tls() == null ? "http://" : "https://") + host + ":" + port() + "/";
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
