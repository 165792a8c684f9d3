package org.larmor.app.commands;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.options.ContrastOptions;
import org.larmor.app.options.FileOptions;
import org.larmor.app.options.MethodOptions;
import org.larmor.app.options.RemoteBrokerOptions;
import org.larmor.app.stack.RequestedScan;
import org.larmor.console.ScanSource;
import org.larmor.console.send.StoppableScan;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.proto.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor replay}: a scan from a file into the readouts topic. */
@Group("Run an installation")
@Command(
        name = "replay",
        description = {
            "Streams a scan from a file to a broker.",
            "",
            "After this command, or its machine, has stopped, the same command goes on where it stopped."
        },
        footer = {
            "./larmor replay scan.h5 --bootstrap localhost:9092",
            "./larmor replay fastmri.h5 --bootstrap localhost:9092 --mask random --R 4",
            "# in the place of whoever sends it",
            "./larmor replay scan.h5 --bootstrap localhost:9092 --resume",
            "# until the pictures are good enough",
            "./larmor replay scan.h5 --bootstrap localhost:9092 --pace \\",
            "    --sufficient-nrmse 0.08 --stop-when-sufficient"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private final FileOptions input = new FileOptions();

    @Mixin
    private final MethodOptions method = new MethodOptions();

    @Mixin
    private final ContrastOptions contrast = new ContrastOptions();

    @Mixin
    private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

    @Option(names = "--scan-id", paramLabel = "ID", description = "name of the scan (default: made of the file's own)")
    private @Nullable String scanId;

    @Option(names = "--pace", description = "as fast as the scanner measured, not as fast as possible")
    private boolean pace;

    @Mixin
    private final ResumeOptions resume = new ResumeOptions();

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Option(
            names = "--stop-when-sufficient",
            description = "ends the scan when its pictures are as good as --sufficient-nrmse, or the file, asks for")
    private boolean stopWhenSufficient;

    @Override
    public Integer call() throws BadInput, Failure, IOException, InterruptedException {
        Topics topics = broker.topics();
        var wishes = method.wishes();
        wishes.addAll(contrast.wishes());
        try (ScanSource file = input.open(scanId);
                StoppableScan scan = new StoppableScan(new RequestedScan(file, wishes, contrast.study()));
                ProgressLine progress = ProgressLine.onTerminal()) {
            file.notes().forEach(note -> progress.say("Note: " + note));
            Optional<Parcel> parcel = resume.parcel(answer, broker.access(), topics, scan);
            if (parcel.isPresent()) {
                send(topics, scan, parcel.get(), progress);
            }
            return ExitStatus.OK;
        }
    }

    private void send(Topics topics, StoppableScan scan, Parcel parcel, ProgressLine progress)
            throws BadInput, IOException, InterruptedException {
        if (!parcel.note().isEmpty()) {
            progress.say("Note: " + parcel.note());
        }
        if (!stopWhenSufficient) {
            Sending.send(broker, parcel, pace, progress, answer);
            return;
        }
        if (!method.asksForQuality() && scan.header().requestedNrmse() == null) {
            throw new BadInput(
                    input.file() + ": --stop-when-sufficient needs --sufficient-nrmse: the file asks for no error");
        }
        try (ResultSubscriber listening = ResultSubscriber.startWithStatus(
                broker.access(), topics, ResultSubscriber.From.NOW, new StopWhenSufficient(scan, progress))) {
            Sending.send(broker, parcel, pace, progress, answer);
        }
    }
}
