package org.larmor.display.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Server-sent events to every open browser, written by one event loop.
 *
 * <p>Nothing piles up: a browser whose socket is full is sent nothing until it has drained, then a fresh snapshot; and
 * where the loop itself falls {@value #MOST_PENDING} events behind, all browsers are sent a snapshot instead of them.
 */
final class EventStream {
    private static final int MOST_PENDING = 1000;
    private static final int MOST_BROWSERS = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Context loop;
    private final Set<Browser> browsers = new HashSet<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicBoolean skipped = new AtomicBoolean();

    EventStream(Context loop) {
        this.loop = loop;
    }

    /** Begins to send events as the body of this response; {@code snapshot} is all there is to know at the time. */
    void open(HttpServerResponse response, Supplier<PageEvent.Snapshot> snapshot) {
        if (browsers.size() >= MOST_BROWSERS) {
            response.setStatusCode(503).end("too many look already");
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store");
        Browser browser = new Browser(response, snapshot);
        response.closeHandler(ignored -> browsers.remove(browser));
        response.exceptionHandler(ignored -> browsers.remove(browser));
        response.drainHandler(ignored -> browser.catchUp());
        browsers.add(browser);
        browser.catchUp();
    }

    /** Says that the connection is alive; on the loop. */
    void beat() {
        browsers.forEach(browser -> browser.send("event: beat\ndata: {}\n\n"));
    }

    /** Ends every stream; browsers that may look come back. */
    void closeAll() {
        List.copyOf(browsers).forEach(browser -> browser.response.end());
    }

    /** Tells every browser, soon; from any thread, never waits. */
    void post(PageEvent event) {
        if (pending.incrementAndGet() > MOST_PENDING) {
            pending.decrementAndGet();
            skipped.set(true);
            return;
        }
        loop.runOnContext(ignored -> {
            pending.decrementAndGet();
            send(event);
        });
    }

    private void send(PageEvent event) {
        if (skipped.getAndSet(false)) {
            browsers.forEach(Browser::refresh);
        } else if (!browsers.isEmpty()) {
            String text = encode(event);
            browsers.forEach(browser -> browser.send(text));
        }
    }

    private static String encode(PageEvent event) {
        try {
            return "event: " + event.label() + "\ndata: " + JSON.writeValueAsString(event) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a page event always encodes", e);
        }
    }

    /** One open page. */
    private static final class Browser {
        private final HttpServerResponse response;
        private final Supplier<PageEvent.Snapshot> snapshot;
        private boolean behind = true;

        Browser(HttpServerResponse response, Supplier<PageEvent.Snapshot> snapshot) {
            this.response = response;
            this.snapshot = snapshot;
        }

        void send(String text) {
            behind = behind || response.writeQueueFull();
            if (!behind && !response.closed()) {
                response.write(text);
            }
        }

        void refresh() {
            behind = true;
            if (!response.writeQueueFull()) {
                catchUp();
            }
        }

        void catchUp() {
            if (behind && !response.closed()) {
                behind = false;
                response.write(encode(snapshot.get()));
            }
        }
    }
}
