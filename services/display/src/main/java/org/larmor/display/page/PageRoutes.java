package org.larmor.display.page;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Stage;
import org.larmor.display.access.Account.Role;
import org.larmor.display.access.PageAccess;
import org.larmor.display.files.PngPictures;
import org.larmor.display.page.AccessRoutes.Row;
import org.larmor.display.picture.Rendering;
import org.larmor.proto.access.Secret;

/**
 * What a browser may ask for: the page, {@code /api/events} (server-sent events) and the pictures at
 * {@code /api/scans/ID/KEY/STAGE/magnitude.png} and {@code .../uncertainty.png}; the frames of cines likewise at
 * {@code /api/frames/ID/SLICE/FRAME/magnitude.png}, anomaly maps at {@code /api/anomalies/ID/KEY/map.png}.
 */
public final class PageRoutes {
    private static final Pattern KEY = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){3}");
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Pattern DOT = Pattern.compile("\\.");

    private final Vertx vertx;
    private final EventStream events;
    private final ScanBook book;
    private final PageFiles files = new PageFiles();
    private final Guard guard;
    private final Door door;
    private final LoginRoutes login;

    private PageRoutes(
            Vertx vertx, int keepScans, long keepBytes, PageAccess access, String host, @Nullable OidcLogin oidc) {
        this.vertx = vertx;
        this.events = new EventStream(vertx.getOrCreateContext());
        this.book = new ScanBook(keepScans, keepBytes, events::post);
        this.guard = new Guard(access, host);
        this.door = new Door(vertx, access, oidc, CLOCK);
        this.login = new LoginRoutes(door, oidc, events, access, files);
    }

    /**
     * Routes to a book that keeps so many scans and so many bytes of their pictures.
     *
     * @param host address that will be listened on
     */
    public static Future<PageRoutes> of(Vertx vertx, int keepScans, long keepBytes, PageAccess access, String host) {
        PageAccess.Oidc settings = access.oidc();
        URI publicUrl = access.publicUrl();
        return settings == null || publicUrl == null
                ? Future.succeededFuture(new PageRoutes(vertx, keepScans, keepBytes, access, host, null))
                : vertx.executeBlocking(
                                () -> Secret.inFile(
                                        "secret of the client",
                                        settings.secretFile().toString()),
                                false)
                        .compose(secret -> OidcLogin.discover(vertx, settings, secret, publicUrl, CLOCK))
                        .map(oidc -> new PageRoutes(vertx, keepScans, keepBytes, access, host, oidc));
    }

    /** What results are to be told to. */
    public ScanBook book() {
        return book;
    }

    public Router router() {
        Router router = Router.router(vertx);
        router.route().handler(guard::check);
        new AccessRoutes(door).addTo(router, table());
        return router;
    }

    /** Everything that may be asked for, and the role that it takes. */
    private List<Row> table() {
        return List.of(
                new Row(HttpMethod.GET, "/api/events", Role.VIEWER, (context, who) -> stream(context)),
                new Row(
                        HttpMethod.GET,
                        "/api/scans/:scan/:key/:stage/:map",
                        Role.VIEWER,
                        (context, who) -> answerPicture(context)),
                new Row(
                        HttpMethod.GET,
                        "/api/frames/:scan/:slice/:frame/:map",
                        Role.VIEWER,
                        (context, who) -> answerFrame(context)),
                new Row(
                        HttpMethod.GET,
                        "/api/anomalies/:scan/:key/map.png",
                        Role.VIEWER,
                        (context, who) -> answerAnomaly(context)),
                new Row(HttpMethod.GET, "/api/session", Role.VIEWER, login::session),
                new Row(HttpMethod.POST, "/logout", Role.VIEWER, (context, who) -> login.leave(context)),
                new Row(HttpMethod.POST, "/logout/all", Role.OPERATOR, (context, who) -> login.endAll(context)),
                new Row(HttpMethod.GET, "/login", null, (context, who) -> login.show(context)),
                new Row(HttpMethod.POST, "/login", null, (context, who) -> login.enter(context)),
                new Row(HttpMethod.GET, "/login/oidc", null, (context, who) -> login.toProvider(context)),
                new Row(HttpMethod.GET, OidcLogin.CALLBACK, null, (context, who) -> login.fromProvider(context)),
                new Row(HttpMethod.GET, "/style.css", null, (context, who) -> file(context)),
                new Row(HttpMethod.GET, "/icon.svg", null, (context, who) -> file(context)),
                new Row(HttpMethod.GET, "/*", Role.VIEWER, (context, who) -> file(context)));
    }

    private void file(RoutingContext context) {
        files.answer(context.request().path(), context.response());
    }

    /** Nobody is told more when his login is over. */
    private void stream(RoutingContext context) {
        HttpServerResponse response = context.response();
        long remaining = door.remainingMillis(context);
        if (remaining < Long.MAX_VALUE) {
            long timer = vertx.setTimer(remaining, over -> response.end());
            response.endHandler(ended -> vertx.cancelTimer(timer));
        }
        events.open(response, book::snapshot);
    }

    private void answerPicture(RoutingContext context) {
        String key = context.pathParam("key");
        @Nullable Stage stage = stage(context.pathParam("stage"));
        if (stage == null || !KEY.matcher(key).matches()) {
            missing(context.response());
            return;
        }
        String scan = context.pathParam("scan");
        answerMap(
                context,
                deviation ->
                        deviation ? book.deviation(scan, index(key), stage) : book.magnitude(scan, index(key), stage));
    }

    private void answerFrame(RoutingContext context) {
        String scan = context.pathParam("scan");
        String slice = context.pathParam("slice");
        String frame = context.pathParam("frame");
        answerMap(context, deviation -> book.frame(scan, slice, frame, deviation));
    }

    private void answerAnomaly(RoutingContext context) {
        String scan = context.pathParam("scan");
        String key = context.pathParam("key");
        if (!KEY.matcher(key).matches()) {
            missing(context.response());
            return;
        }
        vertx.<@Nullable Buffer>executeBlocking(
                        () -> {
                            ScanBook.Pixels map = book.anomaly(scan, index(key));
                            return map == null
                                    ? null
                                    : Buffer.buffer(PngPictures.bytes(Rendering.anomaly(map.image(), map.window())));
                        },
                        false)
                .onSuccess(png -> answer(context.response(), png))
                .onFailure(context::fail);
    }

    private void answerMap(RoutingContext context, Maps maps) {
        String map = context.pathParam("map");
        boolean deviation = map.equals("uncertainty.png");
        if (!deviation && !map.equals("magnitude.png")) {
            missing(context.response());
            return;
        }
        vertx.<@Nullable Buffer>executeBlocking(() -> png(maps.of(deviation), deviation), false)
                .onSuccess(png -> answer(context.response(), png))
                .onFailure(context::fail);
    }

    /** The magnitude of a picture, or its deviation, if there is such a picture. */
    private interface Maps {
        ScanBook.@Nullable Pixels of(boolean deviation);
    }

    private static @Nullable Buffer png(ScanBook.@Nullable Pixels pixels, boolean deviation) {
        if (pixels == null) {
            return null;
        }
        var picture = deviation
                ? Rendering.overlay(pixels.image(), pixels.window())
                : Rendering.grey(pixels.image(), pixels.window());
        return Buffer.buffer(PngPictures.bytes(picture));
    }

    private static void answer(HttpServerResponse response, @Nullable Buffer png) {
        if (png == null) {
            missing(response);
            return;
        }
        response.putHeader("Content-Type", "image/png")
                .putHeader("Cache-Control", "private, max-age=3600, immutable")
                .end(png);
    }

    private static void missing(HttpServerResponse response) {
        response.setStatusCode(404).end("no such picture");
    }

    private static @Nullable Stage stage(String label) {
        for (Stage stage : Stage.values()) {
            if (stage.label().equals(label.toLowerCase(Locale.ROOT))) {
                return stage;
            }
        }
        return null;
    }

    private static ImageIndex index(String key) {
        int[] parts = DOT.splitAsStream(key).mapToInt(Integer::parseInt).toArray();
        return new ImageIndex(parts[0], parts[1], parts[2], parts[3]);
    }
}
