package org.larmor.app.commands;

import java.util.Locale;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.cli.SendProgress;
import org.larmor.app.ops.Traces;
import org.larmor.app.options.RemoteBrokerOptions;
import org.larmor.app.stack.ScanStack;
import org.larmor.console.ScanSource;
import org.larmor.console.send.Pacing;
import org.larmor.console.send.ScanSender;
import org.larmor.console.send.SenderSession;
import org.larmor.proto.Topics;
import org.larmor.proto.TraceSpan;
import org.larmor.proto.access.Access;
import org.larmor.recon.ReconConfig;

/** Sends a scan and shows how far it is. */
final class Sending {
    /** What was sent of a scan; {@code note} says why nothing was, or is empty. */
    record Sent(String scan, String topic, String bootstrap, long readouts, long bytes, double seconds, String note) {
        static Sent nothing(String scan, String note) {
            return new Sent(scan, "", "", 0, 0, 0, note);
        }
    }

    private Sending() {}

    /** Readouts sent. */
    static long send(ScanStack stack, ScanSource scan, boolean pace, ProgressLine progress)
            throws InterruptedException {
        return sendAll(stack.access(), stack.topics(), ReconConfig.DEFAULT.tracing(), begin(scan), pace, progress)
                .readouts();
    }

    private static Parcel begin(ScanSource scan) {
        return new Parcel(scan, SenderSession.begin(), "");
    }

    /** Sends what is to be sent of a scan and says at the end what that was. */
    static void send(RemoteBrokerOptions broker, Parcel parcel, boolean pace, ProgressLine progress, JsonOption answer)
            throws BadInput, InterruptedException {
        Access access = broker.access();
        Topics topics = broker.topics();
        var sent = sendAll(access, topics, broker.config().tracing(), parcel, pace, progress);
        progress.close();
        answer.give(
                new Sent(
                        sent.scanId(),
                        topics.readouts(),
                        access.bootstrap(),
                        sent.readouts(),
                        sent.bytes(),
                        sent.seconds(),
                        ""),
                String.format(
                        Locale.ROOT,
                        "%s: %,d readouts sent to %s on %s, %.1f MB in %.1f s%n",
                        sent.scanId(),
                        sent.readouts(),
                        topics.readouts(),
                        access.bootstrap(),
                        sent.bytes() / 1e6,
                        sent.seconds()));
    }

    private static org.larmor.console.send.Progress sendAll(
            Access access,
            Topics topics,
            ReconConfig.Tracing tracing,
            Parcel parcel,
            boolean pace,
            ProgressLine progress)
            throws InterruptedException {
        Pacing pacing = pace ? Pacing.scanner() : Pacing.fullSpeed();
        try (Traces traces = Traces.open("larmor-console", tracing);
                ScanSender sender = new ScanSender(
                        access,
                        topics,
                        pacing,
                        p -> progress.show(
                                SendProgress.line(p.scanId(), p.readouts(), p.total(), p.bytes(), p.seconds())),
                        traces == null ? TraceSpan.Sink.NONE : traces)) {
            return sender.send(parcel.scan(), parcel.session());
        }
    }
}
