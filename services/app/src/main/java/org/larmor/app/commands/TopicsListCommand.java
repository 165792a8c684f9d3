package org.larmor.app.commands;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.options.AccessOptions;
import org.larmor.app.options.ClusterOption;
import org.larmor.proto.TopicLayout;
import org.larmor.recon.ops.TopicCopies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor topics list}: the topics as they are to be; asks no broker. */
@Command(
        name = "list",
        description = {
            "Prints the topics and the settings that they need.",
            "",
            "As a list, or as resources of Strimzi's. No broker is asked."
        },
        footer = {"./larmor topics list", "./larmor topics list --format strimzi --cluster kafka --min-insync 2"})
public final class TopicsListCommand implements Callable<Integer> {
    @Mixin
    private final AccessOptions config = new AccessOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or strimzi (KafkaTopic resources; default: ${DEFAULT-VALUE})")
    private String format = "text";

    @Mixin
    private final ClusterOption cluster = new ClusterOption();

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "copies of each topic (default: the broker's own number)")
    private int replication;

    @Option(
            names = "--min-insync",
            paramLabel = "N",
            description =
                    "copies that must have a record before it counts as written (default: the broker's own number)")
    private int minInsync;

    @Mixin
    private final JsonOption answer = new JsonOption();

    /** A topic as it is to be. */
    record Planned(String topic, int partitions, Map<String, String> settings) {}

    @Override
    public Integer call() throws BadInput {
        TopicCopies copies = new TopicCopies(replication, minInsync);
        String name = cluster.name();
        answer.give(
                config.topics().layouts().stream()
                        .map(layout -> new Planned(layout.name(), layout.partitions(), copies.settings(layout)))
                        .toList(),
                switch (format) {
                    case "text" -> each("", layout -> line(layout, copies));
                    case "strimzi" -> each("---\n", layout -> resource(layout, copies, name));
                    default -> throw new BadInput("format '" + format + "' is none of text, strimzi");
                });
        return ExitStatus.OK;
    }

    private String each(String between, java.util.function.Function<TopicLayout, String> text) {
        return config.topics().layouts().stream().map(text).collect(Collectors.joining(between));
    }

    private static String line(TopicLayout layout, TopicCopies copies) {
        return "%s  partitions %d  %s%n".formatted(layout.name(), layout.partitions(), copies.settings(layout));
    }

    /** A resource's name is stricter than a topic's. */
    private static String resource(TopicLayout layout, TopicCopies copies, String cluster) {
        String replicas = copies.replication() == 0 ? "" : "  replicas: " + copies.replication() + "\n";
        return """
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaTopic
                metadata:
                  name: %s
                  labels: {strimzi.io/cluster: %s}
                spec:
                  topicName: %s
                  partitions: %d
                %s  config:
                %s""".formatted(
                        layout.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        cluster,
                        layout.name(),
                        layout.partitions(),
                        replicas,
                        settings(copies.settings(layout)));
    }

    /** Quoted: Kafka's settings are strings, a number of YAML would be rounded by some of its readers. */
    private static String settings(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "    %s: \"%s\"%n".formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining());
    }
}
