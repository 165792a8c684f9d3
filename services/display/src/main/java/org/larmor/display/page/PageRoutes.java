package org.larmor.display.page;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Stage;
import org.larmor.display.files.PngPictures;
import org.larmor.display.picture.Rendering;

/**
 * What a browser may ask for: the page, {@code /api/events} (server-sent events) and the pictures at
 * {@code /api/scans/ID/KEY/STAGE/magnitude.png} and {@code .../uncertainty.png}; the frames of cines likewise at
 * {@code /api/frames/ID/SLICE/FRAME/magnitude.png}, anomaly maps at {@code /api/anomalies/ID/KEY/map.png}.
 */
public final class PageRoutes {
    private static final Pattern KEY = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){3}");
    private static final Pattern DOT = Pattern.compile("\\.");

    private final Vertx vertx;
    private final EventStream events;
    private final ScanBook book;
    private final PageFiles files = new PageFiles();

    /** Routes to a book that keeps so many scans and so many bytes of their pictures. */
    public PageRoutes(Vertx vertx, int keepScans, long keepBytes) {
        this.vertx = vertx;
        this.events = new EventStream(vertx.getOrCreateContext());
        this.book = new ScanBook(keepScans, keepBytes, events::post);
    }

    /** What results are to be told to. */
    public ScanBook book() {
        return book;
    }

    public Router router() {
        Router router = Router.router(vertx);
        router.get("/api/events").handler(context -> events.open(context.response(), book::snapshot));
        router.get("/api/scans/:scan/:key/:stage/:map").handler(this::answerPicture);
        router.get("/api/frames/:scan/:slice/:frame/:map").handler(this::answerFrame);
        router.get("/api/anomalies/:scan/:key/map.png").handler(this::answerAnomaly);
        router.get().handler(context -> files.answer(context.request().path(), context.response()));
        return router;
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
