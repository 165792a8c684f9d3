package org.larmor.app.security;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.larmor.broker.BrokerUsers;
import org.larmor.broker.EmbeddedBroker;
import org.larmor.broker.TestCertificate;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;
import org.larmor.proto.access.BrokerSecurity;
import org.larmor.proto.access.Grant;
import org.larmor.proto.access.Role;

/** A real broker over TLS whose users show their passwords or tokens, and may do what they are granted. */
final class GuardedBroker implements AutoCloseable {
    static final String GROUP = "larmor-recon";
    private static final String ADMINISTRATOR = "root";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final TestCertificate certificate;
    private final EmbeddedBroker broker;
    private final Admin admin;
    final Tokens tokens;

    private GuardedBroker(Path folder) {
        this.folder = folder;
        this.certificate = TestCertificate.in(folder);
        this.tokens = Tokens.in(folder);
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String user : List.of(
                ADMINISTRATOR,
                "admin",
                "console",
                "recon",
                "display",
                "bridge",
                "metrics",
                "watch",
                "dead-letters",
                "less")) {
            passwords.put(user, password(user));
        }
        this.broker = EmbeddedBroker.start(
                new BrokerUsers(certificate.keystore(), ADMINISTRATOR, passwords, tokens.brokerSettings()));
        this.admin = Admin.create(access(ADMINISTRATOR).settings());
    }

    static GuardedBroker start() throws IOException {
        return new GuardedBroker(Files.createTempDirectory("larmor-guarded"));
    }

    Admin admin() {
        return admin;
    }

    static String password(String user) {
        return "pass-\"of-" + user + "\"-never-told";
    }

    Access access(String user) {
        return access(user, password(user));
    }

    Access access(String user, String password) {
        return new Access(
                broker.bootstrap(),
                Map.of(),
                security("SCRAM-SHA-512", user, write("password-of-" + user + password.hashCode(), password), ""));
    }

    Access bearing(String token) {
        String url = Path.of(write("token-" + token.hashCode(), token)).toUri().toString();
        return new Access(broker.bootstrap(), Map.of(), security("OAUTHBEARER", "", "", url));
    }

    private BrokerSecurity security(String mechanism, String user, String passwordFile, String tokenUrl) {
        return new BrokerSecurity(
                "SASL_SSL",
                certificate.certificate().toString(),
                "",
                "",
                mechanism,
                user,
                passwordFile,
                "",
                tokenUrl,
                "");
    }

    /** The same access as the part of a configuration. */
    Path config(String name, Access access, Topics topics) {
        BrokerSecurity s = access.security();
        return Path.of(write(name, """
                kafka:
                  bootstrap: %s
                  prefix: %s
                  createTopics: false
                  security: {protocol: %s, truststore: '%s', mechanism: %s, user: '%s', passwordFile: '%s', tokenUrl: '%s'}
                scan: {method: zero-filled}
                models: {zoo: none}
                """.formatted(
                        access.bootstrap(),
                        topics.prefix(),
                        s.protocol(),
                        s.truststore(),
                        s.mechanism(),
                        s.user(),
                        s.passwordFile(),
                        s.tokenUrl())));
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void create(Topics topics) throws Exception {
        admin.createTopics(topics.layouts().stream()
                        .map(t -> new NewTopic(t.name(), 1, (short) 1).configs(t.settings()))
                        .toList())
                .all()
                .get();
    }

    void grant(Role role, Topics topics) throws Exception {
        grant(role.label(), role.grants(topics, GROUP));
    }

    /** Lets a user do this and nothing else; when it returns, the broker knows. */
    void grant(String user, Collection<Grant> grants) throws Exception {
        AclBindingFilter his = new AclBindingFilter(
                org.apache.kafka.common.resource.ResourcePatternFilter.ANY,
                new org.apache.kafka.common.acl.AccessControlEntryFilter(
                        "User:" + user, null, AclOperation.ANY, AclPermissionType.ANY));
        admin.deleteAcls(List.of(his)).all().get();
        List<AclBinding> wanted =
                grants.stream().map(grant -> binding(user, grant)).toList();
        admin.createAcls(wanted).all().get();
        Set<AclBinding> known = Set.of();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!known.equals(new HashSet<>(wanted))) {
            assertTrue(System.nanoTime() < giveUp, "the broker does not take over the access list");
            known = new HashSet<>(admin.describeAcls(his).values().get());
        }
    }

    private static AclBinding binding(String user, Grant grant) {
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.valueOf(grant.resource().name()),
                        grant.name(),
                        grant.prefixed() ? PatternType.PREFIXED : PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + user,
                        "*",
                        AclOperation.valueOf(grant.operation().name()),
                        AclPermissionType.ALLOW));
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
