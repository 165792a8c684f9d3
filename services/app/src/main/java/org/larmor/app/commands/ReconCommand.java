package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.options.BrokerOptions;
import org.larmor.app.options.ContrastOptions;
import org.larmor.app.options.FileOptions;
import org.larmor.app.options.MethodOptions;
import org.larmor.app.results.AnomalyResults;
import org.larmor.app.results.PublishedMaps;
import org.larmor.app.results.ResultFolder;
import org.larmor.app.results.ScanResults;
import org.larmor.app.stack.RequestedScan;
import org.larmor.app.stack.ScanStack;
import org.larmor.console.ScanSource;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.proto.Topics;
import org.larmor.recon.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor recon}: one scan from a file, through the broker and the service, to files. */
@Group("Begin")
@Command(
        name = "recon",
        description = {
            "Makes pictures and uncertainty of a scan in a file.",
            "",
            "The scan goes through a Kafka broker and the service, both in this process unless a broker is "
                    + "named; then through the service that runs there, or one started here. Written are magnitude.npy and "
                    + "uncertainty.npy (float32, image x rows x columns; images ordered by repetition, contrast, phase, "
                    + "slice), both as NIfTI, previews/*.png in the order in which they came, overview.png and "
                    + "report.json; with --anomaly map.npy (float32, map x rows x columns), anomaly.png and anomaly.json."
        },
        footer = {
            "./larmor recon scan.h5 --out out/scan",
            "./larmor recon scan.h5 --out out/scan --method l1-wavelet",
            "# a fastMRI file, undersampled",
            "./larmor recon fastmri.h5 --out out/knee --mask random --R 8 --acs 20 --seed 7",
            "# not for diagnosis",
            "./larmor recon flair.h5 --out out/flair --contrast flair --anomaly"
        })
public final class ReconCommand implements Callable<Integer> {
    @Mixin
    private final FileOptions input = new FileOptions();

    @Mixin
    private final MethodOptions method = new MethodOptions();

    @Mixin
    private final ContrastOptions contrast = new ContrastOptions();

    @Mixin
    private final BrokerOptions broker = new BrokerOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder for everything that is written")
    private Path out = Path.of("");

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "gives up when nothing is heard of the scan for so long (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Override
    public Integer call() throws BadInput, Failure, IOException, InterruptedException {
        Topics topics = broker.topics();
        var wishes = method.wishes();
        wishes.addAll(contrast.alone());
        try (ScanSource file = input.open(null);
                ScanSource scan = new RequestedScan(file, wishes, contrast.study());
                ProgressLine progress = ProgressLine.onTerminal()) {
            file.notes().forEach(note -> progress.say("Note: " + note));
            ResultFolder folder = ResultFolder.open(out, null);
            ScanResults results = new ScanResults(scan.header().scanId(), folder);
            AnomalyResults anomalies = new AnomalyResults(results.scanId());
            progress.show("starting the broker and the service");
            try (ScanStack stack = ScanStack.open(broker.access(), topics, roles())) {
                stack.subscribe(new ReconProgress(results, progress), anomalies);
                long sent = Sending.send(stack, scan, false, progress);
                if (!results.await(timeoutSeconds * 1000L, stack::isBroken)) {
                    throw new Failure("scan " + results.scanId() + ": "
                            + (stack.isBroken()
                                    ? "the service has stopped"
                                    : "nothing was heard of it for " + timeoutSeconds + " s"));
                }
                folder.finish(results, input.file().toString(), sent);
                if (contrast.asksForMap()) {
                    anomalies.await(results.newest().size(), 1, timeoutSeconds * 1000L);
                    PublishedMaps.write(out, results.scanId(), anomalies.maps(), source -> picture(results, source));
                }
            }
            progress.close();
            answer.give(out.resolve("report.json"), told(results));
            require(results);
            if (contrast.asksForMap()) {
                conclude(anomalies, results.newest().size());
            }
            return ExitStatus.OK;
        }
    }

    private Set<Role> roles() {
        return contrast.asksForMap() ? EnumSet.allOf(Role.class) : EnumSet.of(Role.RECON);
    }

    private static RealImage picture(ScanResults results, AnomalyMap.Source source) {
        return results.newest().stream()
                .filter(image -> source.isOf(image.scanId(), image.index()))
                .findFirst()
                .orElseThrow()
                .magnitude();
    }

    private void conclude(AnomalyResults anomalies, int images) throws BadInput {
        String refusal = anomalies.refusal();
        if (!anomalies.maps().isEmpty()) {
            answer.say(anomalies.maps().size() + " of " + images + " anomaly maps in " + out
                    + "  (look at anomaly.png, anomaly.json); " + AnomalyMap.LABEL);
        }
        if (anomalies.maps().size() < images) {
            throw new BadInput(refusal == null ? "not every anomaly map came" : refusal);
        }
    }

    private String told(ScanResults results) {
        if (!isDone(results)) {
            return "";
        }
        StringBuilder text = new StringBuilder(StageTable.of(results, null).toString());
        results.newest().stream()
                .map(image -> image.provenance().remark())
                .filter(remark -> !remark.isEmpty())
                .distinct()
                .forEach(remark -> text.append("Note: ").append(remark).append('\n'));
        int images = results.newest().size();
        return text.append(images)
                .append(images == 1 ? " image in " : " images in ")
                .append(out)
                .append("  (look at overview.png, report.json)\n")
                .toString();
    }

    private static boolean isDone(ScanResults results) {
        ScanStatus status = results.status();
        return status != null && status.state() == ScanStatus.State.DONE;
    }

    private static void require(ScanResults results) throws BadInput, Failure {
        ScanStatus status = results.status();
        String scan = "scan " + results.scanId();
        if (status == null || !isDone(results)) {
            throw new BadInput(scan + ": " + (status == null ? "it never began" : status.message()) + refused(results));
        }
        if (status.counts().refused() > 0) {
            throw new BadInput(scan + refused(results) + "; the pictures were made from the others");
        }
        if (!results.isWhole()) {
            throw new Failure(scan + ": not every image was made: " + status.message());
        }
    }

    /** How many readouts were refused and the first reason, to be put after the scan's name; report.json has the others. */
    private static String refused(ScanResults results) {
        ScanStatus status = results.status();
        long count = status == null ? 0 : status.counts().refused();
        if (count == 0) {
            return "";
        }
        String first =
                results.reasons().isEmpty() ? "" : ": " + results.reasons().get(0);
        return ", " + count + (count == 1 ? " readout was" : " readouts were") + " refused" + first;
    }
}
