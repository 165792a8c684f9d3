package org.larmor.console.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.larmor.console.privacy.Pseudonyms;
import org.larmor.console.send.ScanSender;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MRD bridge: listens for clients of the ISMRMRD streaming protocol, sends their scans to Kafka, and gives back the pictures
 * that it is told of.
 *
 * <p>A client has two virtual threads of its own, and there is a bounded number of clients. Whoever tells the bridge of pictures
 * never waits for a client.
 */
public final class MrdBridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MrdBridge.class);
    private static final int GOODBYE_SECONDS = 3;
    private static final int END_SECONDS = 15;

    private final ServerSocket server;
    private final BridgeSettings settings;
    private final Pseudonyms pseudonyms;
    private final ScanSender sender;
    private final Deliveries deliveries;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MrdBridge(ServerSocket server, BridgeSettings settings, Pseudonyms pseudonyms, ScanSender sender) {
        this.server = server;
        this.settings = settings;
        this.pseudonyms = pseudonyms;
        this.sender = sender;
        this.deliveries = new Deliveries(settings.connections());
    }

    /**
     * Listens.
     *
     * @param pseudonyms what studies and series are called from here on
     * @param sender sends all scans, several at a time; stays the caller's
     * @throws IOException if the address cannot be used, in one line
     */
    public static MrdBridge start(BridgeSettings settings, Pseudonyms pseudonyms, ScanSender sender)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
        }
        MrdBridge bridge = new MrdBridge(server, settings, pseudonyms, sender);
        bridge.threads.execute(bridge::listen);
        return bridge;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** Clients that are served. */
    public int connections() {
        return connections.size();
    }

    /** A picture was published, of whichever scan. */
    public void image(ReconImage image) {
        deliveries.image(image);
    }

    /** It was published where a scan stands. */
    public void status(ScanStatus status) {
        deliveries.status(status);
    }

    /** A record could not be used. */
    public void deadLetter(DeadLetter letter) {
        deliveries.deadLetter(letter);
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException e) {
                LOG.debug("not listening: {}", e.getMessage());
            }
        }
    }

    private void admit(Socket socket) {
        Connection connection = new Connection(socket, settings, pseudonyms, sender, deliveries);
        boolean full = connections.size() >= settings.connections();
        if (!full) {
            connections.add(connection);
        }
        threads.execute(() -> {
            try {
                connection.run(
                        full ? "no more than " + settings.connections() + " clients are served at a time" : null);
            } finally {
                connections.remove(connection);
            }
        });
    }

    /** Stops listening, tells every client, and gives up the scans that are being sent. */
    @Override
    public void close() {
        try {
            server.close();
            threads.shutdown();
            connections.forEach(connection -> connection.end("the bridge ends"));
            if (!threads.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                connections.forEach(Connection::cut);
                threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            LOG.warn("not closed: {}", e.getMessage());
        } catch (InterruptedException e) {
            connections.forEach(Connection::cut);
            Thread.currentThread().interrupt();
        }
    }
}
