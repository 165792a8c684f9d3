package org.larmor.app.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Group;
import org.larmor.app.stack.Configuration;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;
import org.larmor.proto.access.Role;
import org.larmor.recon.ReconConfig;
import picocli.CommandLine.Option;

/** What a command takes of a configuration: its parts {@code kafka}, which says who this program is at the broker, ops and tracing. */
@Group("Broker")
public final class AccessOptions {
    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "what the topics' names begin with (default: the configuration's, larmor)")
    private @Nullable String prefix;

    @Option(
            names = {"--config", "--kafka-config"},
            paramLabel = "FILE.yaml",
            description = "configuration, of which the parts kafka (broker, TLS, login), ops and tracing are used")
    private @Nullable Path file;

    private @Nullable ReconConfig read;

    /** The configuration, or the default one. */
    public ReconConfig config() {
        ReconConfig config = read;
        if (config == null) {
            config = Configuration.read(file);
            read = config;
        }
        return config;
    }

    /** What it is read from, null for none. */
    public @Nullable Path file() {
        return file;
    }

    /** The topics by their names there. */
    public Topics topics() {
        return prefix == null ? config().kafka().topics() : new Topics(prefix);
    }

    /** The group of the services that reconstruct. */
    public String group() {
        return config().kafka().group();
    }

    /** The group of the services of a role. */
    public String group(Role role) {
        return role == Role.ANOMALY ? config().anomaly().group() : group();
    }

    /** The broker that is named here, by the environment or in the file, or null where none of them names one. */
    @Nullable
    public Access access(@Nullable String bootstrap) {
        Access access = config().kafka().access();
        return bootstrap != null ? access.at(bootstrap) : Configuration.namesBroker(file) ? access : null;
    }
}
