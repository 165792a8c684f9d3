package org.larmor.app.commands;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.options.RemoteBrokerOptions;
import org.larmor.app.stack.ScanStack;
import org.larmor.core.domain.DeadLetter;
import org.larmor.proto.access.Access;
import org.larmor.recon.ops.DeadLetterTopic;
import org.larmor.recon.ops.DeadLetterTopic.Filed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code larmor dead-letters}: the records that could not be used, why, and once more. */
@Group("Look after it")
@Command(
        name = "dead-letters",
        subcommands = {DeadLettersCommand.ListThem.class, DeadLettersCommand.Show.class, DeadLettersCommand.Replay.class
        },
        description = "Shows what could not be used, and sends it once more.",
        footer = {
            "./larmor dead-letters list --bootstrap localhost:9092",
            "./larmor dead-letters show 17 --bootstrap localhost:9092",
            "./larmor dead-letters replay 17 --bootstrap localhost:9092"
        })
public final class DeadLettersCommand {
    private static final int PATIENCE_MILLIS = 15_000;

    /** What is done with the topic of a broker. */
    private interface Work {
        void with(DeadLetterTopic topic) throws BadInput, Failure;
    }

    private static int open(RemoteBrokerOptions broker, Work work) throws BadInput, Failure {
        Access access = broker.access();
        Map<String, Object> connection = new HashMap<>(access.settings());
        connection.put("default.api.timeout.ms", PATIENCE_MILLIS);
        connection.put("request.timeout.ms", PATIENCE_MILLIS);
        try (DeadLetterTopic topic = new DeadLetterTopic(connection, broker.topics())) {
            work.with(topic);
            return ExitStatus.OK;
        } catch (KafkaException e) {
            throw new Failure(ScanStack.cannotUse(access.bootstrap(), e));
        }
    }

    private static Filed numbered(DeadLetterTopic topic, long number) throws BadInput {
        return topic.all().stream()
                .filter(filed -> filed.number() == number)
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no dead letter " + number));
    }

    /** A line a letter. */
    @Command(
            name = "list",
            description = "Lists all dead letters, oldest first.",
            footer = "./larmor dead-letters list --bootstrap localhost:9092 --scan brain-3")
    static final class ListThem implements Callable<Integer> {
        @Mixin
        private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

        @Option(names = "--scan", paramLabel = "ID", description = "those of one scan")
        private @Nullable String scanId;

        @Mixin
        private final JsonOption answer = new JsonOption();

        @Override
        public Integer call() throws BadInput, Failure {
            return open(broker, topic -> {
                List<Filed> found = topic.all().stream()
                        .filter(filed ->
                                scanId == null || scanId.equals(filed.letter().scanId()))
                        .toList();
                answer.give(found.stream().map(DeadLetterView::fields).toList(), DeadLetterView.table(found));
            });
        }
    }

    /** All that is known of one. */
    @Command(
            name = "show",
            description = "Shows one dead letter and the bytes of its record.",
            footer = "./larmor dead-letters show 17 --bootstrap localhost:9092")
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "N", description = "its number, as list tells it")
        private long number;

        @Mixin
        private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

        @Option(
                names = "--bytes",
                paramLabel = "N",
                defaultValue = "256",
                description = "bytes of the record to show (default: ${DEFAULT-VALUE})")
        private int bytes;

        @Mixin
        private final JsonOption answer = new JsonOption();

        @Override
        public Integer call() throws BadInput, Failure {
            return open(broker, topic -> {
                Filed filed = numbered(topic, number);
                DeadLetter letter = filed.letter();
                byte[] whole = topic.original(letter).map(ProducerRecord::value).orElse(letter.record());
                answer.give(DeadLetterView.fields(filed, whole), DeadLetterView.page(filed, whole, bytes));
            });
        }
    }

    /** Once more. */
    @Command(
            name = "replay",
            description = {
                "Sends the records of dead letters once more.",
                "",
                "They go to the topic that they came from. A readout is taken if its scan still runs; a whole scan "
                        + "is sent anew with larmor replay."
            },
            footer = "./larmor dead-letters replay 17 18 --bootstrap localhost:9092")
    static final class Replay implements Callable<Integer> {
        @Parameters(paramLabel = "N", arity = "1..*", description = "their numbers, as list tells them")
        private List<Long> numbers = List.of();

        @Mixin
        private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

        @Override
        public Integer call() throws BadInput, Failure {
            return open(broker, topic -> {
                for (long number : numbers) {
                    DeadLetter letter = numbered(topic, number).letter();
                    Optional<ProducerRecord<byte[], byte[]>> record = topic.original(letter);
                    if (record.isEmpty()) {
                        throw new Failure(
                                "dead letter " + number + ": its record is not at " + DeadLetterView.place(letter)
                                        + " any more, and the letter holds " + letter.record().length + " of its "
                                        + letter.size() + " bytes");
                    }
                    RecordMetadata sent = topic.send(record.get());
                    System.out.printf(
                            "%d: sent once more from %s to %s-%d offset %d%n",
                            number, DeadLetterView.place(letter), sent.topic(), sent.partition(), sent.offset());
                }
            });
        }
    }
}
