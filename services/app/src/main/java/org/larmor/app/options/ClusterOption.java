package org.larmor.app.options;

import org.larmor.app.cli.BadInput;
import picocli.CommandLine.Option;

/** Which Kafka of Strimzi's its topics and users belong to. */
public final class ClusterOption {
    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            defaultValue = "kafka",
            description = "of the Kafka resource, for the format strimzi (default: ${DEFAULT-VALUE})")
    private String cluster = "kafka";

    public String name() throws BadInput {
        if (!cluster.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")) {
            throw new BadInput("cluster '" + cluster + "' is no name of a resource: a-z 0-9 and - within");
        }
        return cluster;
    }
}
