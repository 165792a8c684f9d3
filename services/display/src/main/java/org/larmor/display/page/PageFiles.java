package org.larmor.display.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page itself: a fixed list of files, read once. Nothing else of the class path can be asked for. */
final class PageFiles {
    /** What the build of {@code services/display/web} makes. */
    static final List<String> NAMES = List.of("index.html", "login.html", "style.css", "app.js", "icon.svg");

    private final Map<String, Buffer> files = new HashMap<>();

    PageFiles() {
        for (String name : NAMES) {
            files.put("/" + name, read(name));
        }
        files.put("/", read("index.html"));
    }

    /** Answers with the file at {@code path}, or says that there is none. */
    void answer(String path, HttpServerResponse response) {
        @Nullable Buffer file = files.get(path);
        if (file == null) {
            response.setStatusCode(404).end("no such page");
            return;
        }
        response.putHeader("Content-Type", type(path))
                .putHeader("Cache-Control", "no-cache")
                .end(file);
    }

    /** The text of a file that there is. */
    String text(String path) {
        return String.valueOf(files.get(path));
    }

    private static String type(String path) {
        if (path.endsWith(".css")) {
            return "text/css; charset=utf-8";
        }
        if (path.endsWith(".js")) {
            return "text/javascript; charset=utf-8";
        }
        return path.endsWith(".svg") ? "image/svg+xml" : "text/html; charset=utf-8";
    }

    private static Buffer read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + name + " is not in this build");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
