package org.larmor.app.commands;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.options.RemoteBrokerOptions;
import org.larmor.app.stack.ScanStack;
import org.larmor.proto.access.Access;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.ops.TopicCopies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor topics}: the topics with settings that agree between producer, broker and consumer. */
@Group("Look after it")
@Command(
        name = "topics",
        subcommands = {TopicsCommand.Create.class, TopicsListCommand.class, TopicsAclsCommand.class},
        description = "Creates the topics, and says who must be allowed what.",
        footer = {"./larmor topics create --bootstrap localhost:9092", "./larmor topics list", "./larmor topics acls"})
public final class TopicsCommand {
    /** Creates what is missing and says what it does; never changes a topic that is there. */
    @Command(
            name = "create",
            description = {"Creates the topics that are missing.", "", "One that is there is never changed."},
            footer = {
                "# only says what would be done",
                "./larmor topics create --bootstrap localhost:9092 --dry-run",
                "./larmor topics create --bootstrap localhost:9092"
            })
    static final class Create implements Callable<Integer> {
        @Mixin
        private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

        @Mixin
        private final JsonOption answer = new JsonOption();

        @Option(names = "--dry-run", description = "only says what would be done")
        private boolean dryRun;

        @Option(
                names = "--replication",
                paramLabel = "N",
                description = "copies of each topic that is created (default: the broker's own number)")
        private int replication;

        @Option(
                names = "--min-insync",
                paramLabel = "N",
                description =
                        "copies that must have a record before it counts as written (default: the broker's own number)")
        private int minInsync;

        @Override
        public Integer call() throws BadInput, Failure {
            Access access = broker.access();
            TopicCopies copies = new TopicCopies(replication, minInsync);
            try (TopicAdmin admin = new TopicAdmin(ScanStack.connection(access), copies)) {
                List<TopicAdmin.Plan> plans = dryRun ? admin.plan(broker.topics()) : admin.create(broker.topics());
                answer.give(
                        plans.stream().map(Planned::of).toList(),
                        plans.stream().map(plan -> plan.line() + "\n").collect(Collectors.joining()));
                return ExitStatus.OK;
            } catch (KafkaException e) {
                throw new Failure(ScanStack.cannotUse(access.bootstrap(), e));
            }
        }

        /** What is done with a topic, and why: settings that are wanted, and those that it has instead. */
        record Planned(String topic, String plan, Map<String, String> wanted, Map<String, String> found) {
            static Planned of(TopicAdmin.Plan plan) {
                String topic = plan.layout().name();
                return switch (plan) {
                    case TopicAdmin.Plan.Create create -> new Planned(topic, "create", create.settings(), Map.of());
                    case TopicAdmin.Plan.Keep keep -> new Planned(topic, "keep", Map.of(), Map.of());
                    case TopicAdmin.Plan.Differs differs ->
                        new Planned(topic, "differs", differs.wanted(), differs.found());
                };
            }
        }
    }
}
