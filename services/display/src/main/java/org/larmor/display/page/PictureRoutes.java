package org.larmor.display.page;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Stage;
import org.larmor.display.files.PngPictures;
import org.larmor.display.picture.Rendering;
import org.larmor.display.picture.Window;

/**
 * The pixels: of pictures and frames {@code magnitude} and {@code uncertainty}, of anomaly maps {@code map}; as {@code .png}, in the scan's
 * window, or as {@code .levels}, see {@link StoredImage#encode}.
 */
final class PictureRoutes {
    private static final Pattern KEY = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){3}");
    private static final Pattern DOT = Pattern.compile("\\.");

    private final Vertx vertx;
    private final ScanBook book;

    PictureRoutes(Vertx vertx, ScanBook book) {
        this.vertx = vertx;
        this.book = book;
    }

    /** Which of an image's maps is wanted, and how it becomes a PNG. */
    private enum Map {
        MAGNITUDE(Rendering::grey),
        UNCERTAINTY(Rendering::overlay),
        ANOMALY(Rendering::anomaly);

        private final Painter painter;

        Map(Painter painter) {
            this.painter = painter;
        }
    }

    private interface Painter {
        BufferedImage paint(RealImage image, Window window);
    }

    private interface Found {
        ScanBook.@Nullable Pixels of(Map map);
    }

    void picture(RoutingContext context) {
        String key = context.pathParam("key");
        Stage stage = stage(context.pathParam("stage"));
        if (stage == null || !KEY.matcher(key).matches()) {
            missing(context.response());
            return;
        }
        String scan = context.pathParam("scan");
        answer(context, map -> switch (map) {
            case MAGNITUDE -> book.magnitude(scan, index(key), stage);
            case UNCERTAINTY -> book.deviation(scan, index(key), stage);
            case ANOMALY -> null;
        });
    }

    void frame(RoutingContext context) {
        String scan = context.pathParam("scan");
        String slice = context.pathParam("slice");
        String frame = context.pathParam("frame");
        answer(context, map -> map == Map.ANOMALY ? null : book.frame(scan, slice, frame, map == Map.UNCERTAINTY));
    }

    void anomaly(RoutingContext context) {
        String scan = context.pathParam("scan");
        String key = context.pathParam("key");
        answer(
                context,
                map -> map == Map.ANOMALY && KEY.matcher(key).matches() ? book.anomaly(scan, index(key)) : null);
    }

    private void answer(RoutingContext context, Found found) {
        String file = context.pathParam("map");
        boolean levels = file.endsWith(".levels");
        Map map =
                switch (file) {
                    case "magnitude.png", "magnitude.levels" -> Map.MAGNITUDE;
                    case "uncertainty.png", "uncertainty.levels" -> Map.UNCERTAINTY;
                    case "map.png", "map.levels" -> Map.ANOMALY;
                    default -> null;
                };
        ScanBook.Pixels pixels = map == null ? null : found.of(map);
        if (map == null || pixels == null) {
            missing(context.response());
            return;
        }
        vertx.executeBlocking(() -> levels ? pixels.stored().encode() : png(pixels, map), false)
                .onSuccess(bytes -> context.response()
                        .putHeader("Content-Type", levels ? "application/octet-stream" : "image/png")
                        .putHeader("Cache-Control", "private, max-age=3600, immutable")
                        .end(bytes))
                .onFailure(context::fail);
    }

    private static Buffer png(ScanBook.Pixels pixels, Map map) {
        return Buffer.buffer(PngPictures.bytes(map.painter.paint(pixels.stored().restore(), pixels.window())));
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
