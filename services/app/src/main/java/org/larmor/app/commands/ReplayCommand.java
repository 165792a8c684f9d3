package org.larmor.app.commands;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.stack.RequestedScan;
import org.larmor.console.ScanSource;
import org.larmor.proto.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor replay}: a scan from a file into the readouts topic. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Streams a scan from a file to a broker.",
        footer = {
            "",
            "Examples:",
            "  ./larmor replay scan.h5 --bootstrap localhost:9092",
            "  ./larmor replay fastmri.h5 --bootstrap localhost:9092 --mask random --R 4 --pace"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private final FileOptions input = new FileOptions();

    @Mixin
    private final MethodOptions method = new MethodOptions();

    @Mixin
    private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

    @Option(names = "--scan-id", paramLabel = "ID", description = "name of the scan (default: made of the file's own)")
    private @Nullable String scanId;

    @Option(names = "--pace", description = "as fast as the scanner measured, not as fast as possible")
    private boolean pace;

    @Override
    public Integer call() throws BadInput, InterruptedException {
        Topics topics = broker.topics();
        var wishes = method.wishes();
        try (ScanSource file = input.open(scanId);
                ScanSource scan = new RequestedScan(file, wishes);
                ProgressLine progress = ProgressLine.onTerminal()) {
            Sending.send(broker.bootstrap, topics, scan, pace, progress);
            return ExitStatus.OK;
        }
    }
}
