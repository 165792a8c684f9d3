package org.larmor.load.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.larmor.broker.EmbeddedBroker;
import org.larmor.display.results.ResultListener;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.proto.Topics;
import org.larmor.recon.ops.TopicAdmin;
import org.larmor.recon.ops.TopicCopies;

/** What a measurement runs on: a broker with the topics in this process, and workers of the service in their own. */
final class Stand implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final String zoo;
    private final List<Worker> workers = new ArrayList<>();

    private Stand(EmbeddedBroker broker, String zoo) {
        this.broker = broker;
        this.zoo = zoo;
    }

    /** @param zoo folder of models, or empty for methods that need none */
    static Stand start(String zoo) throws IOException {
        String models = zoo.isEmpty()
                ? Files.createTempDirectory("no-models").toString()
                : Path.of(zoo).toAbsolutePath().toString();
        Stand stand = new Stand(EmbeddedBroker.start(), models);
        try (TopicAdmin admin =
                new TopicAdmin(Map.of("bootstrap.servers", stand.bootstrap()), TopicCopies.BROKERS_OWN)) {
            admin.create(Topics.DEFAULT);
        }
        return stand;
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    /** Starts so many workers of a group; when it returns each is a member. */
    void work(int number, String group, boolean transactions) throws IOException {
        List<Worker> started = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            started.add(Worker.start("""
                kafka: {bootstrap: "%s", group: %s}
                models: {zoo: "%s"}
                publish: {transactions: %s}
                """.formatted(bootstrap(), group, zoo, transactions)));
        }
        workers.addAll(started);
        for (Worker worker : started) {
            worker.awaitReady();
        }
    }

    /** Ends the workers. */
    void rest() {
        workers.forEach(Worker::close);
        workers.clear();
    }

    ResultSubscriber subscribe(ResultListener listener) throws IOException {
        return ResultSubscriber.start(bootstrap(), Topics.DEFAULT, ResultSubscriber.From.NOW, listener);
    }

    KafkaProducer<String, byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.put("bootstrap.servers", bootstrap());
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        rest();
        broker.close();
    }
}
