package org.larmor.app.commands;

import org.larmor.proto.Topics;
import picocli.CommandLine.Option;

/** Which broker, where there must be one already, and which topics on it. */
final class RemoteBrokerOptions {
    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", required = true, description = "Kafka broker")
    String bootstrap = "";

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
