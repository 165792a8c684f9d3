package org.larmor.app.commands;

import org.jspecify.annotations.Nullable;
import org.larmor.proto.Topics;
import picocli.CommandLine.Option;

/** Which broker, and which topics on it. */
final class BrokerOptions {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka broker; without it, one is started in this process")
    @Nullable
    String bootstrap;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "larmor",
            description = "what the topics' names begin with (default: ${DEFAULT-VALUE})")
    String prefix = Topics.DEFAULT.prefix();

    Topics topics() {
        return new Topics(prefix);
    }
}
