package org.larmor.display.page;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.larmor.display.access.Account;
import org.larmor.display.access.LoginThrottle;
import org.larmor.display.access.PageAccess;
import org.larmor.display.access.Sessions;
import org.larmor.display.access.TokenFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows who asks, by the session of his browser or the token of his program; lives on one event loop. */
final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final Duration SESSION = Duration.ofHours(8);
    private static final Duration TOKEN = Duration.ofMinutes(1);
    private static final int MOST_SESSIONS = 1000;
    private static final int MOST_CHECKS = 8;
    private static final String BEARER = "Bearer ";

    private final Vertx vertx;
    private final PageAccess access;
    private final InstantSource clock;
    private final @Nullable TokenFile tokens;
    private final @Nullable OidcLogin oidc;
    private final LoginThrottle throttle = new LoginThrottle();
    private final Sessions<Account> sessions = new Sessions<>(MOST_SESSIONS, SESSION.toMillis());
    private final Sessions<Account> programs = new Sessions<>(MOST_SESSIONS, TOKEN.toMillis());
    private int checks;

    Door(Vertx vertx, PageAccess access, @Nullable OidcLogin oidc, InstantSource clock) {
        this.vertx = vertx;
        this.access = access;
        this.oidc = oidc;
        this.clock = clock;
        Path file = access.tokens();
        this.tokens = file == null ? null : new TokenFile(file);
    }

    /** Why somebody is not let in. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final int status;
        final long waitMillis;

        Refused(int status, String reason, long waitMillis) {
            super(reason, null, false, false);
            this.status = status;
            this.waitMillis = waitMillis;
        }
    }

    boolean isOpen() {
        return !access.asksForLogin();
    }

    /** Who asks; nobody where he has not said it. */
    Future<Optional<Account>> who(RoutingContext context) {
        if (isOpen()) {
            return Future.succeededFuture(Optional.of(Account.NOBODY_IN_PARTICULAR));
        }
        String header = context.request().getHeader("Authorization");
        if (header != null && header.startsWith(BEARER)) {
            return program(header.substring(BEARER.length()).strip(), address(context))
                    .map(Optional::of);
        }
        return Future.succeededFuture(session(context).flatMap(secret -> sessions.find(secret, clock.millis())));
    }

    /** A program shows its token with every request; what was found out a moment ago is not found out again. */
    private Future<Account> program(String token, String address) {
        Optional<Account> known = programs.find(token, clock.millis());
        return known.isPresent()
                ? Future.succeededFuture(known.get())
                : check(token, address)
                        .onSuccess(account -> programs.hold(token, account, clock.millis() + TOKEN.toMillis()));
    }

    /** Whose token this is; fails with {@link Refused}. Guessing is slowed down, and only a few are looked at at a time. */
    Future<Account> check(String token, String address) {
        long wait = throttle.waitMillis(address, clock.millis());
        if (wait > 0 || checks >= MOST_CHECKS) {
            return Future.failedFuture(new Refused(429, "too many logins, try again later", Math.max(wait, 1000)));
        }
        checks++;
        return account(token).onComplete(done -> checks--).compose(found -> {
            if (found.isEmpty()) {
                throttle.wrong(address, clock.millis());
                LOG.warn("a login from {} was refused", address);
                return Future.failedFuture(new Refused(401, "this token opens nothing here", 0));
            }
            throttle.right(address);
            return Future.succeededFuture(found.get());
        });
    }

    private Future<Optional<Account>> account(String token) {
        TokenFile file = tokens;
        if (oidc != null && token.chars().filter(c -> c == '.').count() == 2) {
            return oidc.bearer(token);
        }
        return file == null
                ? Future.succeededFuture(Optional.empty())
                : vertx.executeBlocking(() -> file.check(token), false)
                        .onFailure(cause -> LOG.error("logins are not possible: {}", cause.getMessage()));
    }

    /** Lets a browser in until its session is over. */
    void open(RoutingContext context, Account account) {
        LOG.info("{} has logged in as {}", account.name(), account.role().label());
        context.response()
                .addCookie(cookie(sessions.open(account, clock.millis())).setMaxAge(SESSION.toSeconds()));
    }

    void leave(RoutingContext context) {
        session(context).ifPresent(secret -> sessions.take(secret, clock.millis()));
        context.response().addCookie(cookie("").setMaxAge(0));
    }

    /** Ends all sessions, and asks programs for their tokens again. */
    void endAll() {
        sessions.clear();
        programs.clear();
    }

    /** How long who asks is known for, milliseconds; without end where nobody needs to be. */
    long remainingMillis(RoutingContext context) {
        return isOpen()
                ? Long.MAX_VALUE
                : session(context)
                        .map(secret -> sessions.remainingMillis(secret, clock.millis()))
                        .filter(remaining -> remaining > 0)
                        .orElse(SESSION.toMillis());
    }

    private Optional<String> session(RoutingContext context) {
        return Optional.ofNullable(context.request().getCookie(cookieName())).map(Cookie::getValue);
    }

    /** The prefix makes browsers refuse it from anybody but this host, over anything but TLS. */
    private String cookieName() {
        return access.encrypts() ? "__Host-larmor" : "larmor";
    }

    private Cookie cookie(String secret) {
        return Cookie.cookie(cookieName(), secret)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(access.encrypts())
                .setSameSite(oidc == null ? CookieSameSite.STRICT : CookieSameSite.LAX);
    }

    static String address(RoutingContext context) {
        var remote = context.request().remoteAddress();
        return remote == null ? "" : String.valueOf(remote.hostAddress());
    }
}
