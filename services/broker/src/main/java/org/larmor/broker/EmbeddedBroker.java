package org.larmor.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, one node) inside this process, reachable from this machine only.
 *
 * <p>Started on free loopback ports; {@link #close()} stops it and, where it made its own temporary folder, removes that.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** Largest record batch taken unless told otherwise: above every size that Larmor's topics allow. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 64 << 20;

    /** Sixteen bytes in base64; always the same, so that a folder can be opened again. */
    private static final String CLUSTER = "bGFybW9yLWVtYmVkZGVkIQ";

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);

    private final KafkaRaftServer server;
    private final BrokerSettings settings;
    private final boolean removeData;
    private boolean closed;

    private EmbeddedBroker(KafkaRaftServer server, BrokerSettings settings, boolean removeData) {
        this.server = server;
        this.settings = settings;
        this.removeData = removeData;
    }

    /** Starts a broker whose data lie in a temporary folder and go when it is closed. */
    public static EmbeddedBroker start() {
        return start(0);
    }

    /**
     * Starts such a broker on a port of one's own.
     *
     * @param port loopback port for producers and consumers; 0 for a free one
     * @throws UncheckedIOException if somebody listens there already, in one line
     */
    public static EmbeddedBroker start(int port) {
        return temporary(port, null);
    }

    /** Starts such a broker for these users only. */
    public static EmbeddedBroker start(BrokerUsers users) {
        return temporary(0, users);
    }

    private static EmbeddedBroker temporary(int port, @Nullable BrokerUsers users) {
        try {
            if (port != 0) {
                FreePorts.refuseIfInUse(port);
            }
            return start(Files.createTempDirectory("larmor-broker"), port, port, true, users);
        } catch (IOException e) {
            throw new UncheckedIOException("no broker can be started: " + e.getMessage(), e);
        }
    }

    /**
     * Starts a broker on the data in {@code dataDir}, which is made and formatted where it is new, and stays.
     *
     * @throws UncheckedIOException if another broker runs on them, in one line
     */
    public static EmbeddedBroker start(Path dataDir) {
        return start(dataDir, 0, 0, false, null);
    }

    /**
     * Starts a broker that is found again where it was when it is started anew.
     *
     * @param port loopback port that it listens on
     * @param advertised loopback port at which clients are told to find it: its own, or that of a proxy before it
     */
    public static EmbeddedBroker start(Path dataDir, int port, int advertised) {
        return start(dataDir, port, advertised, false, null);
    }

    private static EmbeddedBroker start(
            Path dataDir, int port, int advertised, boolean removeData, @Nullable BrokerUsers users) {
        try {
            Files.createDirectories(dataDir);
            Folders.refuseIfInUse(dataDir);
            int[] ports = FreePorts.find(3);
            ports[0] = port == 0 ? ports[0] : port;
            int told = advertised == 0 ? ports[0] : advertised;
            BrokerSettings settings = new BrokerSettings(
                    dataDir.toAbsolutePath(), ports[0], ports[1], told, ports[2], DEFAULT_MAX_MESSAGE_BYTES, users);
            format(settings);
            KafkaRaftServer server =
                    new KafkaRaftServer(KafkaConfig.fromProps(settings.toProperties(), false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, settings, removeData);
        } catch (IOException e) {
            throw new UncheckedIOException("no broker can be started in " + dataDir + ": " + e.getMessage(), e);
        }
    }

    private static void format(BrokerSettings settings) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(SILENT)
                .setNodeId(BrokerSettings.NODE)
                .setClusterId(CLUSTER)
                .setDirectories(List.of(settings.dataDir().toString()))
                .setMetadataLogDirectory(settings.dataDir().toString())
                .setControllerListenerName("CONTROLLER")
                .setIgnoreFormatted(true);
        BrokerUsers users = settings.users();
        if (users != null) {
            formatter.setScramArguments(users.scramArguments());
        }
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("formatting failed: " + e.getMessage(), e);
        }
    }

    /** Host and port for producers and consumers. */
    public String bootstrap() {
        return "127.0.0.1:" + settings.clientPort();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        server.awaitShutdown();
        if (removeData) {
            Folders.remove(settings.dataDir());
        }
    }
}
