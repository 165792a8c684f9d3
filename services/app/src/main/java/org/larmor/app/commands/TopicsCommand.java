package org.larmor.app.commands;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.stack.ScanStack;
import org.larmor.proto.access.Access;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.ops.TopicCopies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor topics}: the topics with settings that agree between producer, broker and consumer. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Creates the topics on a broker, and says who must be allowed what there.",
        subcommands = {TopicsCommand.Create.class, TopicsListCommand.class, TopicsAclsCommand.class},
        synopsisSubcommandLabel = "create|list|acls")
public final class TopicsCommand implements Callable<Integer> {
    @Override
    public Integer call() throws BadInput {
        throw new BadInput(
                "say what to do with the topics: larmor topics create --bootstrap HOST:PORT [--dry-run], larmor topics list, or larmor topics acls");
    }

    /** Creates what is missing and says what it does; never changes a topic that is there. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates the topics that are missing; never changes one that is there.",
            footer = {"", "Example:", "  ./larmor topics create --bootstrap localhost:9092 --dry-run"})
    static final class Create implements Callable<Integer> {
        @Mixin
        private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

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
                plans.forEach(plan -> System.out.println(plan.line()));
                return ExitStatus.OK;
            } catch (KafkaException e) {
                throw new Failure(ScanStack.cannotUse(access.bootstrap(), e));
            }
        }
    }
}
