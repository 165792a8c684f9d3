package org.larmor.app.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.app.Commands;
import org.larmor.broker.TestBroker;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.proto.TopicLayout;
import org.larmor.proto.Topics;
import org.slf4j.LoggerFactory;

/** A scan whose file, name and header are full of its patient goes its whole way; nothing on that way names her. */
@Timeout(120)
class NobodyIsNamedIT {
    private static final Path SCANS = Path.of("../console/src/test/resources/scans");
    private static final List<String> NAMES = List.of(
            "quixano",
            "dulcinea",
            "toboso",
            "473311",
            "1605-01-16",
            "16.01.1605",
            "778899",
            "panza",
            "sancho",
            "550055",
            "molinera",
            "1.2.840.99");

    private final Topics topics = new Topics("test-" + UUID.randomUUID());
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger larmor = (Logger) LoggerFactory.getLogger("org.larmor");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Level before = Level.ERROR;

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() {
        Level level = larmor.getLevel();
        before = level == null ? Level.ERROR : level;
        larmor.setLevel(Level.ALL);
        log.start();
        System.setProperty(ModelZoo.FOLDER, folder.resolve("no-models").toString());
        root.addAppender(log);
    }

    @AfterEach
    void forget() {
        root.detachAppender(log);
        larmor.setLevel(before);
        System.clearProperty(ModelZoo.FOLDER);
    }

    @Test
    void neitherTopicsNorLogsNorFileNamesNameThePatient() throws IOException {
        Path whole = named("named.h5");
        Path broken = named("named-broken.h5");
        Path key = folder.resolve("pseudonym.key");
        Path out = folder.resolve("out");

        Commands.Answer made = run(
                "recon",
                whole,
                "--out",
                out,
                "--method",
                "zero-filled",
                "--make-pseudonym-key",
                "--pseudonym-key",
                key);
        Commands.Answer failed = run("replay", broken, "--pseudonym-key", key);

        assertEquals(0, made.status(), made.err());
        assertEquals(2, failed.status(), "its last readout is too short");
        List<String> said = records();
        assertTrue(said.size() > 6, said.size() + " records");
        assertTrue(
                said.stream().anyMatch(record -> record.contains("acquisition 10 is broken")), "that it was aborted");
        said.forEach(NobodyIsNamedIT::assertNobodyIn);
        assertFalse(log.list.isEmpty());
        lines().forEach(NobodyIsNamedIT::assertNobodyIn);
        fileNames(out).forEach(NobodyIsNamedIT::assertNobodyIn);
    }

    @Test
    void theSearchFindsWhatIsThere() throws IOException {
        String file = new String(Files.readAllBytes(SCANS.resolve("named.h5")), ISO_8859_1).toLowerCase(Locale.ROOT);
        for (String name : NAMES) {
            assertTrue(file.contains(name), name);
        }
    }

    private Path named(String file) throws IOException {
        Path named = folder.resolve("QUIXANO^Dulcinea 473311 " + file);
        return Files.copy(SCANS.resolve(file), named);
    }

    private Commands.Answer run(String command, Object file, Object... options) {
        List<String> line = new ArrayList<>(List.of(command, file.toString()));
        Stream.of(options).map(Object::toString).forEach(line::add);
        line.addAll(List.of("--bootstrap", TestBroker.bootstrap(), "--topic-prefix", topics.prefix()));
        return Commands.run(line.toArray(String[]::new));
    }

    /** Key, headers and value of every record of every topic, a byte a character. */
    private List<String> records() {
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("bootstrap.servers", TestBroker.bootstrap());
        List<String> texts = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.layouts().stream()
                    .map(TopicLayout::name)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> texts.add(text(record)));
            }
        }
        return texts;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(text(record.key())).append('\n');
        record.headers().forEach(header -> text.append(header.key())
                .append('\n')
                .append(text(header.value()))
                .append('\n'));
        return text.append(text(record.value())).toString();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, ISO_8859_1);
    }

    private List<String> lines() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }

    private static List<String> fileNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString()).toList();
        }
    }

    private static void assertNobodyIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String name : NAMES) {
            assertFalse(lower.contains(name), () -> name + " is in: " + text);
        }
    }
}
