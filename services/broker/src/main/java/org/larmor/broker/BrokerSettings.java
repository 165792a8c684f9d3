package org.larmor.broker;

import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a single-node broker is told.
 *
 * @param dataDir where its logs lie
 * @param clientPort loopback port for producers and consumers
 * @param controllerPort loopback port of its own controller
 * @param advertisedPort loopback port at which producers and consumers are told to find it
 * @param internalPort loopback port for itself, where its clients must show who they are
 * @param maxMessageBytes largest record batch it takes
 * @param users who its clients are, or null where it asks nobody
 */
record BrokerSettings(
        Path dataDir,
        int clientPort,
        int controllerPort,
        int advertisedPort,
        int internalPort,
        int maxMessageBytes,
        @Nullable BrokerUsers users) {
    static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    Properties toProperties() {
        Properties properties = new Properties();
        addNode(properties);
        addSizes(properties);
        addHaste(properties);
        if (users != null) {
            users.addTo(properties, internalPort);
        }
        return properties;
    }

    private void addNode(Properties properties) {
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(NODE));
        properties.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("inter.broker.listener.name", "CLIENTS");
        properties.put(
                "listeners", "CLIENTS://127.0.0.1:" + clientPort + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "CLIENTS://127.0.0.1:" + advertisedPort);
        properties.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        properties.put("log.dirs", dataDir.toString());
    }

    private void addSizes(Properties properties) {
        properties.put("message.max.bytes", String.valueOf(maxMessageBytes));
        properties.put("replica.fetch.max.bytes", String.valueOf(maxMessageBytes));
        properties.put("fetch.max.bytes", String.valueOf(Math.max(maxMessageBytes, 64 << 20)));
        properties.put("socket.request.max.bytes", String.valueOf(Math.max(2L * maxMessageBytes, 100 << 20)));
        properties.put("log.segment.bytes", String.valueOf(256 << 20));
    }

    private static void addHaste(Properties properties) {
        properties.put("auto.create.topics.enable", "false");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.consumer.min.heartbeat.interval.ms", "100");
        properties.put("group.consumer.heartbeat.interval.ms", "500");
        properties.put("group.consumer.session.timeout.ms", "15000");
        properties.put("group.consumer.min.session.timeout.ms", "15000");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
        properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.put("controlled.shutdown.enable", "false");
    }
}
