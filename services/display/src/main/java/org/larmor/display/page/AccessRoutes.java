package org.larmor.display.page;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.larmor.display.access.Account;
import org.larmor.display.access.Account.Role;

/** A table of what may be asked for and by whom, as a router: what is not in the table is not there. */
final class AccessRoutes {
    private static final long LARGEST_BODY = 4096;

    private final Door door;

    AccessRoutes(Door door) {
        this.door = door;
    }

    /**
     * A row.
     *
     * @param needs the role that it takes, or null for anybody
     */
    record Row(HttpMethod method, String path, @Nullable Role needs, BiConsumer<RoutingContext, Account> handler) {}

    void addTo(Router router, List<Row> rows) {
        router.errorHandler(413, AccessRoutes::tooLarge);
        for (Row row : rows) {
            var route = router.route(row.method, row.path);
            if (row.method.equals(HttpMethod.POST)) {
                route.handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
            }
            Role needs = row.needs;
            route.handler(
                    needs == null
                            ? context -> row.handler.accept(context, Account.NOBODY_IN_PARTICULAR)
                            : context -> admit(context, needs, row.handler));
        }
    }

    /** Without this, what a stranger sends would be logged as an error of ours. */
    private static void tooLarge(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            end(response, 413, "longer than " + LARGEST_BODY + " bytes");
        }
    }

    private void admit(RoutingContext context, Role needs, BiConsumer<RoutingContext, Account> handler) {
        door.who(context)
                .onSuccess(found -> {
                    if (found.isEmpty()) {
                        ask(context);
                    } else if (found.get().may(needs)) {
                        handler.accept(context, found.get());
                    } else {
                        end(context.response(), 403, "this takes the role " + needs.label());
                    }
                })
                .onFailure(cause -> refuse(context.response(), cause));
    }

    /** A person is shown the login page, a program is told. */
    private static void ask(RoutingContext context) {
        if (context.request().path().startsWith("/api/")) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"larmor\"");
            end(context.response(), 401, "log in first");
        } else {
            context.response()
                    .setStatusCode(303)
                    .putHeader("Location", "/login")
                    .end();
        }
    }

    private static void refuse(HttpServerResponse response, Throwable cause) {
        if (cause instanceof Door.Refused refused) {
            if (refused.waitMillis > 0) {
                response.putHeader("Retry-After", String.valueOf(Math.ceilDiv(refused.waitMillis, 1000)));
            }
            end(response, refused.status, String.valueOf(refused.getMessage()));
        } else {
            end(response, 503, "logins are not possible now");
        }
    }

    private static void end(HttpServerResponse response, int status, String text) {
        response.setStatusCode(status).putHeader("Content-Type", "text/plain").end(text);
    }
}
