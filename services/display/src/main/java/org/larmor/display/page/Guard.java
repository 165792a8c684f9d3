package org.larmor.display.page;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.larmor.display.access.PageAccess;

/**
 * What every request passes first: headers that let the browser protect the page, and a refusal of what other pages ask for (the
 * referrer stays within the page; were it left out altogether, browsers would leave out the origin of its forms as well).
 * A page without a login is open to this machine only as long as nobody gives another name for it (DNS rebinding), so the name
 * is checked as well.
 */
final class Guard {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
                    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private final PageAccess access;
    private final boolean onlyHere;

    /** @param host address that is listened on */
    Guard(PageAccess access, String host) {
        this.access = access;
        this.onlyHere = access.publicUrl() == null && PageAccess.isLoopback(host);
    }

    void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        if (access.encrypts()) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        String host =
                String.valueOf(request.getHeader("Host") == null ? request.authority() : request.getHeader("Host"));
        if (onlyHere && !LOOPBACK.matcher(host).matches()) {
            refuse(response, 421, "this page is not called that");
        } else if (isForeign(request, host)) {
            refuse(response, 403, "other pages may not ask for this");
        } else {
            context.next();
        }
    }

    private boolean isForeign(HttpServerRequest request, String host) {
        String origin = request.getHeader("Origin");
        if (origin != null) {
            return !origin.equals(ownOrigin(request, host));
        }
        String site = request.getHeader("Sec-Fetch-Site");
        boolean byOthers = "cross-site".equals(site) || "same-site".equals(site);
        return byOthers && !"navigate".equals(request.getHeader("Sec-Fetch-Mode"));
    }

    private String ownOrigin(HttpServerRequest request, String host) {
        URI named = access.publicUrl();
        return named == null
                ? (request.isSSL() ? "https://" : "http://") + host
                : named.getScheme() + "://" + Objects.requireNonNullElse(named.getRawAuthority(), "");
    }

    private static void refuse(HttpServerResponse response, int status, @Nullable String reason) {
        response.setStatusCode(status).putHeader("Content-Type", "text/plain").end(reason);
    }
}
