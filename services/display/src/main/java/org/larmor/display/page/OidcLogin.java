package org.larmor.display.page;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.larmor.display.access.Account;
import org.larmor.display.access.PageAccess.Oidc;
import org.larmor.display.access.Sessions;

/**
 * Logins with an OpenID Connect provider: the authorization code flow with PKCE, state and nonce for browsers, and the
 * provider's tokens for programs. Signatures are checked against its key set.
 */
final class OidcLogin {
    static final String CALLBACK = "/login/callback";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST_BEGUN = 1000;

    private final OAuth2Auth provider;
    private final Oidc settings;
    private final String callback;
    private final InstantSource clock;
    private final Sessions<Begun> begun = new Sessions<>(MOST_BEGUN, PATIENCE.toMillis());
    private final SecureRandom random = new SecureRandom();

    private OidcLogin(OAuth2Auth provider, Oidc settings, URI publicUrl, InstantSource clock) {
        this.provider = provider;
        this.settings = settings;
        this.callback = publicUrl.resolve(CALLBACK).toString();
        this.clock = clock;
    }

    /** A login on its way. */
    private record Begun(String verifier, String nonce) {}

    /** Where a browser goes, and the secret with which it must come back. */
    record Start(String address, String state) {}

    /** Asks the provider what it can do. */
    static Future<OidcLogin> discover(Vertx vertx, Oidc settings, String secret, URI publicUrl, InstantSource clock) {
        OAuth2Options options = new OAuth2Options()
                .setClientId(settings.clientId())
                .setClientSecret(secret)
                .setSite(settings.issuer().toString())
                .setJWTOptions(new JWTOptions()
                        .setIssuer(settings.issuer().toString())
                        .setAudience(List.of(settings.clientId())));
        return OpenIDConnectAuth.discover(vertx, options)
                .map(provider -> new OidcLogin(provider, settings, publicUrl, clock));
    }

    Start begin() {
        Begun login = new Begun(random(), random());
        String state = begun.open(login, clock.millis());
        String address = provider.authorizeURL(new OAuth2AuthorizationURL()
                .setRedirectUri(callback)
                .setScopes(List.of("openid"))
                .setState(state)
                .setCodeChallenge(challenge(login.verifier))
                .setCodeChallengeMethod("S256")
                .putAdditionalParameter("nonce", login.nonce));
        return new Start(address, state);
    }

    /** Who came back from the provider; nobody where something about it is wrong. */
    Future<Optional<Account>> complete(String state, String code) {
        Optional<Begun> login = begun.take(state, clock.millis());
        if (login.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        Begun known = login.get();
        return provider.authenticate(new Oauth2Credentials()
                        .setFlow(OAuth2FlowType.AUTH_CODE)
                        .setCode(code)
                        .setCodeVerifier(known.verifier)
                        .setRedirectUri(callback))
                .map(user -> {
                    JsonObject claims = user.attributes().getJsonObject("idToken");
                    boolean ours = claims != null && known.nonce.equals(claims.getValue("nonce"));
                    return ours ? account(claims) : Optional.<Account>empty();
                })
                .otherwise(Optional.empty());
    }

    /** Whose token a program shows. */
    Future<Optional<Account>> bearer(String token) {
        return provider.authenticate(new TokenCredentials(token))
                .map(user -> account(claims(user)))
                .otherwise(Optional.empty());
    }

    private static @Nullable JsonObject claims(User user) {
        return user.attributes().getJsonObject("accessToken");
    }

    /** What the token says, once it is sure that it is for this page and its time is not over. */
    private Optional<Account> account(@Nullable JsonObject claims) {
        if (claims == null
                || !settings.issuer().toString().equals(claims.getValue("iss"))
                || !texts(claims.getValue("aud")).contains(settings.clientId())
                || !(claims.getValue("exp") instanceof Number until)
                || until.longValue() * 1000 <= clock.millis()) {
            return Optional.empty();
        }
        List<String> roles = texts(at(claims, settings.roleClaim()));
        String name = claims.getString("preferred_username", claims.getString("sub", ""));
        for (Account.Role role : List.of(Account.Role.OPERATOR, Account.Role.VIEWER)) {
            if (roles.contains("larmor-" + role.label())) {
                return Optional.of(new Account(name, role));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object at(JsonObject claims, String path) {
        @Nullable Object value = claims;
        for (String name : path.split("/", -1)) {
            value = value instanceof JsonObject inner ? inner.getValue(name) : null;
        }
        return value;
    }

    private static List<String> texts(@Nullable Object claim) {
        return claim instanceof JsonArray several
                ? several.stream().map(String::valueOf).toList()
                : claim instanceof String one ? List.of(one.split(" ", -1)) : List.of();
    }

    private String random() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
