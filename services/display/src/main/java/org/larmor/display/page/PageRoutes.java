package org.larmor.display.page;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.display.access.Account.Role;
import org.larmor.display.access.PageAccess;
import org.larmor.display.page.AccessRoutes.Row;
import org.larmor.proto.access.Secret;

/**
 * What a browser may ask for: the page, {@code /api/events} (server-sent events) and the pictures at
 * {@code /api/scans/ID/KEY/STAGE/}, the frames of cines at {@code /api/frames/ID/SLICE/FRAME/}, anomaly maps at
 * {@code /api/anomalies/ID/KEY/}, see {@link PictureRoutes}.
 */
public final class PageRoutes {
    private static final InstantSource CLOCK = InstantSource.system();

    /** A page that hears nothing for several times that long takes its connection for lost. */
    private static final long BEAT_MILLIS = 4000;

    private final Vertx vertx;
    private final EventStream events;
    private final ScanBook book;
    private final PictureRoutes pictures;
    private final PageFiles files = new PageFiles();
    private final Guard guard;
    private final Door door;
    private final LoginRoutes login;

    private PageRoutes(
            Vertx vertx, int keepScans, long keepBytes, PageAccess access, String host, @Nullable OidcLogin oidc) {
        this.vertx = vertx;
        this.events = new EventStream(vertx.getOrCreateContext());
        this.book = new ScanBook(keepScans, keepBytes, events::post);
        this.pictures = new PictureRoutes(vertx, book);
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
        vertx.setPeriodic(BEAT_MILLIS, beat -> events.beat());
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
                        (context, who) -> pictures.picture(context)),
                new Row(
                        HttpMethod.GET,
                        "/api/frames/:scan/:slice/:frame/:map",
                        Role.VIEWER,
                        (context, who) -> pictures.frame(context)),
                new Row(
                        HttpMethod.GET,
                        "/api/anomalies/:scan/:key/:map",
                        Role.VIEWER,
                        (context, who) -> pictures.anomaly(context)),
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
}
