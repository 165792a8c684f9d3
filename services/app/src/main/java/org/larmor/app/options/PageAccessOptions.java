package org.larmor.app.options;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Group;
import org.larmor.display.access.PageAccess;
import picocli.CommandLine.Option;

/** Who may reach the page, and how. */
@Group("Who may reach the page")
public final class PageAccessOptions {
    @Option(
            names = "--tls-cert",
            paramLabel = "FILE.pem",
            description = "certificate of the page, with those that sign it")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE.pem", description = "its key (PKCS 8)")
    private @Nullable Path key;

    @Option(names = "--tokens", paramLabel = "FILE", description = "asks for a login with the tokens of this file")
    private @Nullable Path tokens;

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL",
            description = "asks for a login with this OpenID Connect provider; needs the next two, and --public-url")
    private @Nullable URI issuer;

    @Option(names = "--oidc-client", paramLabel = "ID", description = "client id of the page there")
    private @Nullable String client;

    @Option(names = "--oidc-secret-file", paramLabel = "FILE", description = "file with the client's secret")
    private @Nullable Path secret;

    @Option(
            names = "--oidc-role-claim",
            paramLabel = "CLAIM",
            defaultValue = "roles",
            description = "claim with larmor-viewer or larmor-operator, a/b where it lies deeper (default: roles)")
    private String roleClaim = "roles";

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "how browsers name the page, for example behind a proxy")
    private @Nullable URI publicUrl;

    @Option(
            names = "--insecure",
            description = "listens for other machines without TLS or login: whoever reaches it sees all scans")
    private boolean insecure;

    public PageAccess access() throws BadInput {
        return new PageAccess(tls(), tokens, oidc(), publicUrl, insecure);
    }

    private PageAccess.@Nullable Tls tls() throws BadInput {
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new BadInput("--tls-cert and --tls-key belong together");
        }
        return new PageAccess.Tls(certificate, key);
    }

    private PageAccess.@Nullable Oidc oidc() throws BadInput {
        if (issuer == null) {
            return null;
        }
        if (client == null || secret == null) {
            throw new BadInput("--oidc-issuer needs --oidc-client and --oidc-secret-file");
        }
        return new PageAccess.Oidc(issuer, client, secret, roleClaim);
    }
}
