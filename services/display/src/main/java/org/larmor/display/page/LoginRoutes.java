package org.larmor.display.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.larmor.display.access.Account;
import org.larmor.display.access.PageAccess;

/** Coming and going: the login page, its form, the way over a provider and back, and the ways out. */
final class LoginRoutes {
    private static final String STATE = "larmor-login";

    private final Door door;
    private final @Nullable OidcLogin oidc;
    private final EventStream events;
    private final PageAccess access;
    private final Buffer page;

    LoginRoutes(Door door, @Nullable OidcLogin oidc, EventStream events, PageAccess access, PageFiles files) {
        this.door = door;
        this.oidc = oidc;
        this.events = events;
        this.access = access;
        this.page = Buffer.buffer(without(
                oidc == null ? "oidc" : "",
                without(access.tokens() == null ? "tokens" : "", files.text("/login.html"))));
    }

    /** The page without a part that this server does not offer. */
    private static String without(String part, String page) {
        return part.isEmpty() ? page : page.replaceAll("(?s)<!-- " + part + " -->.*?<!-- /" + part + " -->", "");
    }

    void show(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(page);
    }

    /** The form of the login page: a token. */
    void enter(RoutingContext context) {
        String token = Optional.ofNullable(context.request().getFormAttribute("token"))
                .orElse("")
                .strip();
        door.check(token, Door.address(context))
                .onSuccess(account -> {
                    door.open(context, account);
                    to(context, "/");
                })
                .onFailure(cause -> to(
                        context,
                        cause instanceof Door.Refused refused && refused.status == 429
                                ? "/login#wait"
                                : "/login#wrong"));
    }

    void toProvider(RoutingContext context) {
        OidcLogin provider = oidc;
        if (provider == null) {
            to(context, "/login");
            return;
        }
        OidcLogin.Start start = provider.begin();
        context.response().addCookie(stateCookie(start.state()).setMaxAge(600));
        to(context, start.address());
    }

    /** The state must be the one of this browser: otherwise somebody could let another in as himself. */
    void fromProvider(RoutingContext context) {
        OidcLogin provider = oidc;
        String state = String.valueOf(context.request().getParam("state"));
        String code = String.valueOf(context.request().getParam("code"));
        var cookie = context.request().getCookie(STATE);
        if (provider == null || cookie == null || !cookie.getValue().equals(state)) {
            to(context, "/login#wrong");
            return;
        }
        context.response().addCookie(stateCookie("").setMaxAge(0));
        provider.complete(state, code).onSuccess(account -> {
            account.ifPresent(known -> door.open(context, known));
            to(context, account.isPresent() ? "/" : "/login#wrong");
        });
    }

    private io.vertx.core.http.Cookie stateCookie(String state) {
        return io.vertx.core.http.Cookie.cookie(STATE, state)
                .setPath("/login")
                .setHttpOnly(true)
                .setSecure(access.encrypts())
                .setSameSite(io.vertx.core.http.CookieSameSite.LAX);
    }

    void leave(RoutingContext context) {
        door.leave(context);
        events.closeAll();
        to(context, "/login");
    }

    /** Whoever is logged in must log in again. */
    void endAll(RoutingContext context) {
        door.endAll();
        events.closeAll();
        to(context, "/login");
    }

    /** Who the page thinks that somebody is. */
    void session(RoutingContext context, Account account) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(new JsonObject()
                        .put("login", !door.isOpen())
                        .put("name", account.name())
                        .put("role", account.role().label())
                        .toBuffer());
    }

    private static void to(RoutingContext context, String address) {
        context.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, address)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }
}
