package org.larmor.console.bridge;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.larmor.console.ConsoleException;
import org.larmor.console.privacy.Pseudonyms;
import org.larmor.console.send.ScanSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, from its first message to its last picture. This thread reads what it sends and hands it to Kafka; a second one
 * writes what it is to get, and is the only one that writes.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int LINGER_MILLIS = 2000;
    private static final long LINGER_BYTES = 256L << 20;

    private final Socket socket;
    private final BridgeSettings settings;
    private final Pseudonyms pseudonyms;
    private final ScanSender sender;
    private final Deliveries deliveries;
    private final Delivery delivery;
    private final String peer;

    Connection(
            Socket socket, BridgeSettings settings, Pseudonyms pseudonyms, ScanSender sender, Deliveries deliveries) {
        this.socket = socket;
        this.settings = settings;
        this.pseudonyms = pseudonyms;
        this.sender = sender;
        this.deliveries = deliveries;
        this.delivery = new Delivery(settings, this::leave);
        this.peer = String.valueOf(socket.getRemoteSocketAddress());
    }

    /**
     * Serves the client to its end.
     *
     * @param objection why it is not served, or null
     */
    void run(@Nullable String objection) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.multiplyExact(settings.idleSeconds(), 1000));
            MrdInput input = new MrdInput(socket.getInputStream());
            MrdOutput output = new MrdOutput(socket.getOutputStream());
            if (objection == null) {
                converse(input, output);
            } else {
                refuse(output, objection);
            }
            socket.setSoTimeout(LINGER_MILLIS);
            input.drain(LINGER_BYTES);
        } catch (IOException e) {
            LOG.info("{} is gone: {}", peer, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The client is told that the bridge ends; its thread ends soon. */
    void end(String reason) {
        delivery.fail(reason);
    }

    private void leave() {
        LOG.warn("{} takes no pictures and is left", peer);
        cut();
    }

    /** The client is left, whatever is under way. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("{}: {}", peer, e.getMessage());
        }
    }

    private void converse(MrdInput input, MrdOutput output) throws IOException, InterruptedException {
        BridgedScan scan;
        try {
            scan = new Opening(input, pseudonyms).read();
            if (scan != null) {
                delivery.begin(scan.request());
                deliveries.open(scan.header().scanId(), delivery);
            }
        } catch (ConsoleException | IllegalArgumentException e) {
            refuse(output, String.valueOf(e.getMessage()));
            return;
        }
        if (scan == null) {
            refuse(output, "no line of a picture came");
        } else {
            serve(scan, output);
        }
    }

    private void refuse(MrdOutput output, String reason) throws IOException {
        LOG.warn("{} is refused: {}", peer, reason);
        end(output, reason);
    }

    private void serve(BridgedScan scan, MrdOutput output) throws InterruptedException {
        String scanId = scan.header().scanId();
        LOG.info("{} sends scan {}", peer, scanId);
        delivery.tell("DBG scan " + scanId);
        Thread writer = Thread.ofVirtual().name("to " + peer).start(() -> deliver(scan, output));
        boolean received = false;
        try {
            receive(scan);
            received = true;
        } finally {
            if (!received) {
                delivery.fail("the bridge has failed");
            }
            writer.join();
            boolean resumable = scan.cut() != null && deliveries.park(scanId);
            deliveries.close(scanId);
            LOG.info("{} has ended with scan {}{}", peer, scanId, resumable ? ", which may be resumed" : "");
        }
    }

    /** Until the client has sent everything and the pictures are with it. */
    private void receive(BridgedScan scan) throws InterruptedException {
        try {
            sender.send(scan, delivery.session());
            String cut = scan.cut();
            if (cut == null) {
                delivery.await();
            } else {
                delivery.fail(cut);
            }
        } catch (ConsoleException e) {
            String reason = String.valueOf(e.getMessage());
            delivery.fail(
                    reason.startsWith("scan ")
                            ? reason
                            : "scan " + scan.header().scanId() + ": " + reason);
        }
    }

    private void deliver(BridgedScan scan, MrdOutput output) {
        ImageMessages messages = new ImageMessages(scan.header(), scan.origins(), scan.request());
        try {
            while (true) {
                switch (delivery.take()) {
                    case Parcel.Picture picture -> {
                        for (MrdImage message : messages.of(picture.image())) {
                            output.image(message);
                        }
                    }
                    case Parcel.Note note -> output.text(note.text());
                    case Parcel.End end -> {
                        scan.stop(end.reason() == null ? "the client has all" : end.reason());
                        end(output, end.reason());
                        return;
                    }
                }
            }
        } catch (IOException e) {
            LOG.info("{} takes nothing any more: {}", peer, e.getMessage());
            cut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says why, if there is a reason to say, and that nothing more will come. */
    private void end(MrdOutput output, @Nullable String reason) throws IOException {
        if (reason != null) {
            output.text("ERR " + reason);
        }
        output.close();
        socket.shutdownOutput();
    }
}
