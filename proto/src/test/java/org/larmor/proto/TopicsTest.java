package org.larmor.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void namesFollowThePrefix() {
        List<String> names =
                new Topics("ward-3").layouts().stream().map(TopicLayout::name).toList();
        assertEquals(
                List.of(
                        "ward-3.readouts",
                        "ward-3.previews",
                        "ward-3.images",
                        "ward-3.frames",
                        "ward-3.anomalies",
                        "ward-3.status",
                        "ward-3.dead-letters",
                        "ward-3.progress"),
                names);
    }

    @Test
    void whatAProducerMaySendTheBrokerTakesAndAConsumerFetches() {
        int produced = number(Topics.producerSettings(), "max.request.size");
        int fetched = number(Topics.consumerSettings(), "max.partition.fetch.bytes");
        assertTrue(produced > Topics.MAX_RECORD_BYTES);
        for (TopicLayout layout : Topics.DEFAULT.layouts()) {
            assertTrue(layout.maxMessageBytes() >= produced, layout.name());
            assertTrue(fetched >= layout.maxMessageBytes(), layout.name());
            assertEquals(
                    String.valueOf(layout.maxMessageBytes()), layout.settings().get("max.message.bytes"));
        }
    }

    private static int number(Map<String, Object> settings, String name) {
        return Integer.parseInt(String.valueOf(settings.get(name)));
    }

    @Test
    void refusesAPrefixThatKafkaWouldRefuse() {
        assertThrows(IllegalArgumentException.class, () -> new Topics("a b"));
    }
}
