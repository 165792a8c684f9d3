package org.larmor.app.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Lists, shows and replays the records that the service could not use.",
        subcommands = {DeadLettersCommand.ListThem.class, DeadLettersCommand.Show.class, DeadLettersCommand.Replay.class
        },
        synopsisSubcommandLabel = "list|show|replay",
        footer = {
            "",
            "Examples:",
            "  ./larmor dead-letters list --bootstrap localhost:9092 --scan brain-3",
            "  ./larmor dead-letters show 17 --bootstrap localhost:9092",
            "  ./larmor dead-letters replay 17 --bootstrap localhost:9092"
        })
public final class DeadLettersCommand implements Callable<Integer> {
    private static final int PATIENCE_MILLIS = 15_000;

    @Override
    public Integer call() throws BadInput {
        throw new BadInput(
                "say what to do with the dead letters: larmor dead-letters list|show|replay --bootstrap HOST:PORT");
    }

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
    @Command(name = "list", mixinStandardHelpOptions = true, description = "All dead letters, oldest first.")
    static final class ListThem implements Callable<Integer> {
        @Mixin
        private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

        @Option(names = "--scan", paramLabel = "ID", description = "those of one scan")
        private @Nullable String scanId;

        @Option(names = "--json", description = "as JSON, one object a line")
        private boolean json;

        @Override
        public Integer call() throws BadInput, Failure {
            return open(broker, topic -> {
                List<Filed> found = topic.all().stream()
                        .filter(filed ->
                                scanId == null || scanId.equals(filed.letter().scanId()))
                        .toList();
                if (json) {
                    found.forEach(filed -> System.out.println(line(filed)));
                } else {
                    System.out.print(DeadLetterView.table(found));
                }
            });
        }

        private static String line(Filed filed) {
            try {
                return new ObjectMapper().writeValueAsString(DeadLetterView.fields(filed));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** All that is known of one. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One dead letter: its place, its reason, what its record holds, and the record's bytes.")
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

        @Override
        public Integer call() throws BadInput, Failure {
            return open(broker, topic -> {
                Filed filed = numbered(topic, number);
                DeadLetter letter = filed.letter();
                byte[] whole = topic.original(letter).map(ProducerRecord::value).orElse(letter.record());
                System.out.print(DeadLetterView.page(filed, whole, bytes));
            });
        }
    }

    /** Once more. */
    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Sends the records of dead letters once more to the topic that they came from.",
                "A readout is taken if its scan still runs; a whole scan is sent anew with larmor replay."
            })
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
