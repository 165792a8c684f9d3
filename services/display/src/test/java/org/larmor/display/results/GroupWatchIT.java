package org.larmor.display.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Stage;
import org.larmor.display.ResultTopics;
import org.larmor.display.Samples;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;

@Timeout(60)
class GroupWatchIT {
    @Test
    void tellsWhoIsInTheGroupAndWhatItHasNotCommitted() throws Exception {
        try (ResultTopics results = new ResultTopics()) {
            String group = "group-of-" + results.topics.prefix();
            try (KafkaConsumer<byte[], byte[]> worker = worker(results.bootstrap, group);
                    GroupReader reader =
                            new GroupReader(Access.open(results.bootstrap), results.topics.previews(), group)) {
                assertEquals(0, reader.members(), "before anybody joined");
                assertEquals(Map.of(), reader.lag());

                worker.subscribe(List.of(results.topics.previews()));
                results.publish(Samples.image("a", ImageIndex.FIRST, Stage.SENSE, 0));
                while (worker.poll(Duration.ofMillis(100)).isEmpty()) {
                    assertFalse(Thread.interrupted());
                }
                worker.commitSync();
                results.publish(Samples.image("a", ImageIndex.FIRST, Stage.SENSE, 1));

                Workers told = told(results, group);
                assertEquals(new Workers(group, 1, 1, ""), told);
            }
        }
    }

    private static Workers told(ResultTopics results, String group) throws InterruptedException {
        BlockingQueue<Workers> told = new LinkedBlockingQueue<>();
        try (GroupWatch watch =
                GroupWatch.start(Access.open(results.bootstrap), results.topics.previews(), group, told::add)) {
            Workers first = told.poll(30, TimeUnit.SECONDS);
            if (first == null) {
                throw new AssertionError("nothing was told by " + watch);
            }
            return first;
        }
    }

    private static KafkaConsumer<byte[], byte[]> worker(String bootstrap, String group) {
        Map<String, Object> settings = new HashMap<>(Topics.consumerSettings());
        settings.putAll(Map.of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false));
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
