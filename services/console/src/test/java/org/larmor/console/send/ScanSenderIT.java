package org.larmor.console.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.larmor.broker.TestBroker;
import org.larmor.console.ConsoleException;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.proto.ScanRecordCodec;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;

class ScanSenderIT {
    private static final Topics TOPICS = new Topics("scan-sender-it");

    private String bootstrap = "";

    @BeforeEach
    void topic() throws Exception {
        bootstrap = TestBroker.bootstrap();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            NewTopic topic = new NewTopic(TOPICS.readouts(), 1, (short) 1)
                    .configs(Map.of("max.message.bytes", String.valueOf(Topics.MAX_MESSAGE_BYTES)));
            if (!admin.listTopics().names().get().contains(TOPICS.readouts())) {
                admin.createTopics(List.of(topic)).all().get();
            }
        }
    }

    private List<ScanEvent> received(String scanId) throws Exception {
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.put("bootstrap.servers", bootstrap);
        List<ScanEvent> events = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(TOPICS.readouts(), 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            Instant limit = Instant.now().plusSeconds(30);
            while (events.isEmpty() || !(events.get(events.size() - 1) instanceof ScanEvent.Ended)) {
                assertTrue(Instant.now().isBefore(limit), "only " + events.size() + " events came");
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key().equals(scanId)) {
                        events.addAll(ScanRecordCodec.decode(record.value()));
                    }
                }
            }
        }
        return events;
    }

    @Test
    void aScanComesOutOfTheBrokerAsItWentIn() throws Exception {
        SimulatedScan scan = SimulateOptions.of("shepp-logan", 21).scan();
        try (ScanSender sender = new ScanSender(bootstrap, TOPICS, Pacing.fullSpeed(), Progress.Listener.NONE)) {
            sender.send(new SimulatedSource(scan));
        }

        List<ScanEvent> received = received(scan.header().scanId());

        int n = 0;
        for (ScanEvent event : scan) {
            if (event instanceof ScanEvent.ReadoutArrived sent) {
                var arrived = assertInstanceOf(ScanEvent.ReadoutArrived.class, received.get(n));
                assertArrayEquals(sent.readout().samples(), arrived.readout().samples());
                assertEquals(sent.readout().counters(), arrived.readout().counters());
            } else {
                assertEquals(event, received.get(n));
            }
            n++;
        }
        assertEquals(n, received.size());
    }

    @Test
    void aTopicThatIsNotThereIsSaidSo() {
        Topics missing = new Topics("scan-sender-it.missing");
        SimulatedSource source =
                new SimulatedSource(SimulateOptions.of("shepp-logan", 22).scan());
        try (ScanSender sender =
                new ScanSender(Access.open(bootstrap), missing, Pacing.fullSpeed(), Progress.Listener.NONE, 1500)) {
            ConsoleException e = assertThrows(ConsoleException.class, () -> sender.send(source));

            assertTrue(
                    String.valueOf(e.getMessage()).startsWith("scan shepp-logan-22 cannot be sent to topic "),
                    e.getMessage());
        }
    }
}
