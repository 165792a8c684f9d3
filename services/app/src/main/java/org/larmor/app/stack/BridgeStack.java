package org.larmor.app.stack;

import java.io.IOException;
import org.larmor.console.bridge.BridgeSettings;
import org.larmor.console.bridge.MrdBridge;
import org.larmor.console.privacy.Pseudonyms;
import org.larmor.console.send.Pacing;
import org.larmor.console.send.Progress;
import org.larmor.console.send.ScanSender;
import org.larmor.console.send.Tally;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.results.ResultListener;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.proto.Topics;
import org.larmor.proto.TraceSpan;
import org.larmor.proto.access.Access;

/** An MRD bridge with what it needs of a broker: a way in for scans, and ears for the pictures. */
public final class BridgeStack implements AutoCloseable {
    private final ScanSender sender;
    private final MrdBridge bridge;
    private final ResultSubscriber results;

    private BridgeStack(ScanSender sender, MrdBridge bridge, ResultSubscriber results) {
        this.sender = sender;
        this.bridge = bridge;
        this.results = results;
    }

    /** @throws IOException if the broker does not answer, lacks the topics, or the port is taken; in one line */
    public static BridgeStack open(BridgeSettings settings, Pseudonyms pseudonyms, Access access, Topics topics)
            throws IOException {
        return open(settings, pseudonyms, access, topics, TraceSpan.Sink.NONE);
    }

    /** The same, and tells whoever collects traces of each scan that came through it. */
    public static BridgeStack open(
            BridgeSettings settings, Pseudonyms pseudonyms, Access access, Topics topics, TraceSpan.Sink spans)
            throws IOException {
        ScanSender sender = new ScanSender(access, topics, Pacing.fullSpeed(), Progress.Listener.NONE, spans);
        try {
            MrdBridge bridge = MrdBridge.start(settings, pseudonyms, sender);
            try {
                ResultSubscriber results =
                        ResultSubscriber.start(access, topics, ResultSubscriber.From.NOW, listener(bridge));
                return new BridgeStack(sender, bridge, results);
            } catch (IOException | RuntimeException e) {
                bridge.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            sender.close();
            throw e;
        }
    }

    private static ResultListener listener(MrdBridge bridge) {
        return new ResultListener() {
            @Override
            public void image(ReconImage image) {
                bridge.image(image);
            }

            @Override
            public void status(ScanStatus status) {
                bridge.status(status);
            }

            @Override
            public void deadLetter(DeadLetter letter) {
                bridge.deadLetter(letter);
            }
        };
    }

    /** The port that clients connect to. */
    public int port() {
        return bridge.port();
    }

    /** Clients that are served. */
    public int connections() {
        return bridge.connections();
    }

    /** What has been sent of their scans. */
    public Tally sent() {
        return sender.tally();
    }

    /** What it hears of what is published. */
    public ResultSubscriber results() {
        return results;
    }

    /** Ends the clients first, then what carries their scans. */
    @Override
    public void close() {
        bridge.close();
        results.close();
        sender.close();
    }
}
