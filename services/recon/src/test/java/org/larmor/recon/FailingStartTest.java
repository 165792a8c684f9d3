package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.larmor.models.tensor.DeviceUse;
import org.larmor.recon.analyse.AnomalyMaps;
import org.larmor.recon.ingest.ProgressTopic;
import org.larmor.recon.reconstruct.DiffusionStep;
import org.larmor.recon.synthesise.FrameSynthesis;
import org.larmor.recon.telemetry.Telemetry;

/** Whatever fails while a role starts: what was opened before is closed, the latest first, and no thread goes on. */
@Timeout(60)
class FailingStartTest {
    private static final int NEVER = -1;
    private static final Set<String> FIGURES =
            Set.of("larmor.recon.records", "larmor.recon.ready", "larmor.anomaly.maps", "larmor.anomaly.ready");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ReconConfig CONFIG =
            ReconConfigFile.parse("kafka: {createTopics: false, groupProtocol: classic}");

    @ParameterizedTest
    @EnumSource
    void aStartThatFailsAtAnyOfItsStepsLeavesNothingOpen(Role role) throws Exception {
        Start whole = new Start(role, NEVER);
        whole.run();
        assertTrue(whole.steps.containsAll(List.of("producer", "consumer", "figure")), whole.steps.toString());
        for (int failing = 0; failing < whole.steps.size(); failing++) {
            Start start = new Start(role, failing);
            start.run();
            List<String> steps = whole.steps.subList(0, failing + 1);
            assertEquals(steps, start.steps, "nothing is begun after a step that failed");
            List<String> opened = steps.subList(0, failing).stream()
                    .filter(step -> !step.equals("figure"))
                    .toList();
            List<String> closed = new ArrayList<>(opened.reversed());
            closed.add("networks");
            assertEquals(closed, start.closed, "closed after " + steps + ", of which the last failed");
        }
    }

    /** A start, of which one step fails, and the end of what did start, in threads of its own. */
    private static final class Start {
        private final Role role;
        private final int failing;
        private final List<String> steps = new ArrayList<>();
        private final List<String> closed = new ArrayList<>();

        private Start(Role role, int failing) {
            this.role = role;
            this.failing = failing;
        }

        private synchronized void step(String name) {
            steps.add(name);
            if (steps.size() - 1 == failing) {
                throw new IllegalStateException("no " + name);
            }
        }

        private void figure(String name) {
            if (FIGURES.contains(name)) {
                step("figure");
            }
        }

        private synchronized void closed(String name) {
            closed.add(name);
        }

        private void run() throws Exception {
            ThreadGroup group = new ThreadGroup(role + " " + failing);
            FutureTask<Boolean> start = new FutureTask<>(this::starts);
            new Thread(group, start).start();
            assertEquals(failing == NEVER, start.get());
            Thread[] left = new Thread[group.activeCount() + 16];
            group.enumerate(left);
            for (Thread thread : Arrays.stream(left).filter(Objects::nonNull).toList()) {
                thread.join(PATIENCE);
                assertFalse(thread.isAlive(), thread + " goes on after " + steps);
            }
        }

        /** Whether it starts; then it is closed at once. */
        private boolean starts() {
            SimpleMeterRegistry figures = new SimpleMeterRegistry();
            figures.config().onMeterAdded(meter -> figure(meter.getId().getName()));
            Networks networks = new Networks(
                    DiffusionStep.none("a test"),
                    FrameSynthesis.none("a test"),
                    AnomalyMaps.none("a test"),
                    () -> closed("networks"),
                    () -> DeviceUse.NONE);
            try (LarmorService service = LarmorService.start(
                    CONFIG, EnumSet.of(role), networks, new Clients(this), new Telemetry(figures, null))) {
                return true;
            } catch (IllegalStateException e) {
                assertEquals("no " + steps.getLast(), e.getMessage());
                return false;
            }
        }
    }

    /** Clients of no broker. */
    private static final class Clients extends KafkaClients {
        private final Start start;

        private Clients(Start start) {
            super(CONFIG);
            this.start = start;
        }

        private Producer<byte[], byte[]> made(String name) {
            start.step(name);
            return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void close() {
                    start.closed(name);
                }
            };
        }

        private Consumer<byte[], byte[]> read(String name) {
            start.step(name);
            return new MockConsumer<>("earliest") {
                @Override
                public List<PartitionInfo> partitionsFor(String topic) {
                    return List.of(new PartitionInfo(topic, 0, null, null, null));
                }

                @Override
                public void close() {
                    start.closed(name);
                }
            };
        }

        @Override
        Producer<byte[], byte[]> producer() {
            return made("producer");
        }

        @Override
        Producer<byte[], byte[]> transactional() {
            return made("transactional producer");
        }

        @Override
        Producer<byte[], byte[]> maps() {
            return made("producer");
        }

        @Override
        Consumer<byte[], byte[]> consumer(GroupProtocol protocol) {
            return read("consumer");
        }

        @Override
        Consumer<byte[], byte[]> pictures() {
            return read("consumer");
        }

        @Override
        ProgressTopic progress(InstantSource clock) {
            return new ProgressTopic("progress", "group", read("progress"), new MockConsumer<>("earliest"), clock);
        }
    }
}
