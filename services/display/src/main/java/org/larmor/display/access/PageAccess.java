package org.larmor.display.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who may reach the page, and how.
 *
 * @param tls key and certificate, or null for plain HTTP
 * @param tokens file of the tokens that open it, or null
 * @param oidc where people log in with their own accounts, or null
 * @param publicUrl how browsers name it where that is not its own address, for example behind a proxy; or null
 * @param insecure whether it may be reached from other machines without TLS or login
 */
public record PageAccess(
        @Nullable Tls tls,
        @Nullable Path tokens,
        @Nullable Oidc oidc,
        @Nullable URI publicUrl,
        boolean insecure) {
    /** From this machine, by anybody on it. */
    public static final PageAccess LOCAL = new PageAccess(null, null, null, null, false);

    /** PEM files. */
    public record Tls(Path certificate, Path key) {}

    /**
     * An OpenID Connect provider.
     *
     * @param issuer its address, which its {@code /.well-known/openid-configuration} repeats
     * @param secretFile file with the client's secret
     * @param roleClaim claim of the ID token that holds the role: larmor-viewer or larmor-operator, a text or a list of texts; a path
     *     with slashes where it lies deeper
     */
    public record Oidc(URI issuer, String clientId, Path secretFile, String roleClaim) {}

    public PageAccess {
        if (oidc != null && publicUrl == null) {
            throw new IllegalArgumentException(
                    "a login with OpenID Connect needs the address to which browsers come back: --public-url");
        }
    }

    public boolean asksForLogin() {
        return tokens != null || oidc != null;
    }

    /** Whether browsers reach it by https. */
    public boolean encrypts() {
        return tls != null || publicUrl != null && "https".equals(publicUrl.getScheme());
    }

    /** Whether an address is of this machine alone. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Why the page must not listen there, or null if it may.
     *
     * @param host address to listen on
     */
    public @Nullable String objection(String host) {
        if (insecure || isLoopback(host) || tls != null && asksForLogin()) {
            return null;
        }
        String missing = tls == null ? asksForLogin() ? "TLS" : "TLS and a login" : "a login";
        return "the page would be open to other machines at " + host + " without " + missing
                + ": give --tls-cert and --tls-key, and --tokens or --oidc-issuer, or --insecure if that is wanted";
    }
}
