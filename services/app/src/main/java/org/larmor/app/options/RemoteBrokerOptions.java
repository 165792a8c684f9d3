package org.larmor.app.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Group;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;
import org.larmor.recon.ReconConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which broker, where there must be one already, and which topics on it. */
@Group("Broker")
public final class RemoteBrokerOptions {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka broker (default: the configuration's)")
    private @Nullable String bootstrap;

    @Mixin
    private final AccessOptions config = new AccessOptions();

    /** Whether the command line names one. */
    public boolean isNamed() {
        return bootstrap != null;
    }

    public Topics topics() {
        return config.topics();
    }

    /** The broker, and who this program is there. */
    public Access access() throws BadInput {
        Access access = config.access(bootstrap);
        if (access == null) {
            throw new BadInput(
                    "say which broker: --bootstrap HOST:PORT, --config FILE with kafka.bootstrap, or LARMOR_KAFKA_BOOTSTRAP");
        }
        return access;
    }

    /** The configuration, or the default one. */
    public ReconConfig config() {
        return config.config();
    }

    /** What that is read from, null for none. */
    public @Nullable Path file() {
        return config.file();
    }

    /** Consumer group of the services. */
    public String group() {
        return config.group();
    }
}
