package org.larmor.app.options;

import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Group;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which broker, and which topics on it. */
@Group("Broker")
public final class BrokerOptions {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka broker (default: the configuration's, or one in this process)")
    private @Nullable String bootstrap;

    @Mixin
    private final AccessOptions config = new AccessOptions();

    public Topics topics() {
        return config.topics();
    }

    /** The broker that is named, or null for one in this process. */
    @Nullable
    public Access access() {
        return config.access(bootstrap);
    }
}
