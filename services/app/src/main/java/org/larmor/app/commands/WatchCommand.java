package org.larmor.app.commands;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.AtExit;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.options.NodeOptions;
import org.larmor.app.options.RemoteBrokerOptions;
import org.larmor.core.domain.ScanStatus;
import org.larmor.display.archive.ArchiveFormat;
import org.larmor.display.archive.ArchiveLoop;
import org.larmor.display.archive.ArchiveSink;
import org.larmor.display.archive.ArchiveTopic;
import org.larmor.display.archive.FolderSink;
import org.larmor.display.archive.NodeSink;
import org.larmor.display.archive.ScanArchive;
import org.larmor.proto.access.Role;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor watch}: what is published, into files or a DICOM node. */
@Group("Run an installation")
@Command(
        name = "watch",
        description = {
            "Archives what is published, in files or a DICOM node.",
            "",
            "In a folder, each scan has a folder of its own: files of each image as it comes (png, npy, dicom), "
                    + "and when the scan is over those that hold all of it (mrd: images.h5; nifti: pictures, deviations, "
                    + "frames). A node is sent MR images by C-STORE or STOW-RS (LARMOR_STOW_AUTHORIZATION is the value of "
                    + "that header). Offsets are committed when a file is whole or the node has acknowledged: nothing is "
                    + "lost, and what comes twice takes its own place. With --once, the exit status is 0 when the scan is "
                    + "done."
        },
        footer = {
            "./larmor watch --bootstrap localhost:9092 --to archive --format mrd,dicom",
            "./larmor watch --bootstrap localhost:9092 --to archive --once SCAN --frames",
            "./larmor watch --bootstrap localhost:9092 --to dicom://PACS@localhost:11112",
            "./larmor watch --bootstrap localhost:9092 --to https://pacs.example/studies"
        })
public final class WatchCommand implements Callable<Integer> {
    private static final long SECONDS_TO_END = 20;

    @Mixin
    private final RemoteBrokerOptions broker = new RemoteBrokerOptions();

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            required = true,
            description = "a folder, dicom://AET@host:port, or the address that STOW-RS posts to (https://.../studies)")
    private String to = "";

    @Option(
            names = "--format",
            paramLabel = "FORMATS",
            split = ",",
            converter = FormatName.class,
            description = "in a folder: mrd, nifti, png, npy, dicom (default: nifti,png)")
    private @Nullable List<ArchiveFormat> formats;

    @Option(
            names = "--stages",
            paramLabel = "WHICH",
            defaultValue = "refined",
            description = "refined: the last picture of each image; all: the previews as well (default: refined)")
    private String stages = "refined";

    @Option(names = "--frames", description = "the frames of cines as well, when their scan is over")
    private boolean frames;

    @Option(names = "--anomalies", description = "anomaly maps as well (not for diagnosis), as they come")
    private boolean anomalies;

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            description = "folder for records of scans that are not over (default: .spool in the target folder)")
    private @Nullable Path spool;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description =
                    "consumer group that keeps the offsets (default: larmor-watch and the target, so each has its own)")
    private @Nullable String group;

    @Option(names = "--from-now", description = "leaves out what the topics held when the group was new")
    private boolean fromNow;

    @ArgGroup
    private final Until until = new Until();

    /** When it ends. */
    private static final class Until {
        @Option(
                names = "--once",
                paramLabel = "SCAN",
                description = "archives this scan alone and ends when it is over")
        private @Nullable String once;

        @Option(names = "--follow", description = "goes on until it is told to end (the default)")
        private boolean follow;
    }

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws BadInput, Failure, IOException {
        checkAnomalies();
        var subscription =
                new ArchiveLoop.Subscription(broker.access(), broker.topics(), topics(), group(), until.once, fromNow);
        try (ArchiveSink sink = sink();
                ArchiveLoop loop = ArchiveLoop.open(subscription, archive(sink));
                AtExit hook = AtExit.run("watch", this::end)) {
            System.out.println("Archiving to " + to + (until.once == null ? "  (Ctrl-C ends)" : ""));
            ScanStatus.State state = run(loop);
            if (until.once != null && state != ScanStatus.State.DONE) {
                throw new Failure("scan " + until.once + ": " + (state == null ? "not over yet" : "ended as " + state)
                        + "; what came of it is in " + to);
            }
            return ExitStatus.OK;
        } finally {
            ended.countDown();
        }
    }

    /** Maps come when their scan is over, and its MRD file is written. */
    private void checkAnomalies() throws BadInput {
        if (anomalies && until.once != null) {
            throw new BadInput("--anomalies with --once: maps come when their scan is over; leave --once out");
        }
        if (anomalies && formats != null && EnumSet.copyOf(formats).equals(EnumSet.of(ArchiveFormat.MRD))) {
            throw new BadInput(
                    "--anomalies with --format mrd: maps come when that file is written; add another format");
        }
    }

    private ScanStatus.@Nullable State run(ArchiveLoop loop) throws IOException {
        try {
            return loop.run(() -> stop.getCount() > 0, scanId -> System.out.println("  " + scanId + ": archived"));
        } catch (InterruptedIOException e) {
            if (stop.getCount() > 0) {
                throw e;
            }
            System.err.println("larmor: " + e.getMessage() + "; it is sent again at the next start");
            return null;
        }
    }

    /** Told to end: the batch under way is finished and committed. */
    private void end() {
        stop.countDown();
        try {
            if (!ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
                System.err.println("larmor: ended within a batch; it is archived again at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String group() {
        String target = isNode() ? to : Path.of(to).toAbsolutePath().normalize().toString();
        return group == null ? Role.WATCH_GROUPS + " " + target : group;
    }

    private Set<ArchiveTopic> topics() throws BadInput {
        Set<ArchiveTopic> topics = EnumSet.of(ArchiveTopic.IMAGES);
        switch (stages) {
            case "refined" -> {}
            case "all" -> topics.add(ArchiveTopic.PREVIEWS);
            default -> throw new BadInput("--stages '" + stages + "' is neither refined nor all");
        }
        if (frames) {
            topics.add(ArchiveTopic.FRAMES);
        }
        if (anomalies) {
            topics.add(ArchiveTopic.ANOMALIES);
        }
        return topics;
    }

    private ArchiveSink sink() throws BadInput, IOException {
        if (!isNode()) {
            return new FolderSink(
                    Path.of(to),
                    formats == null ? EnumSet.of(ArchiveFormat.NIFTI, ArchiveFormat.PNG) : EnumSet.copyOf(formats));
        }
        if (formats != null && !EnumSet.copyOf(formats).equals(EnumSet.of(ArchiveFormat.DICOM))) {
            throw new BadInput("a DICOM node is sent DICOM: leave --format out");
        }
        return new NodeSink(node.sender(to, this::pause));
    }

    private boolean isNode() {
        return to.contains("://");
    }

    private boolean pause(Duration time) throws InterruptedException {
        return !stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ScanArchive archive(ArchiveSink sink) throws BadInput, IOException {
        if (spool != null) {
            return ScanArchive.of(sink, spool);
        }
        if (frames && isNode()) {
            throw new BadInput(
                    "--frames to a node needs --spool DIR, where they wait until finer ones cannot replace them");
        }
        return isNode()
                ? ScanArchive.of(sink)
                : ScanArchive.of(sink, Path.of(to).resolve(".spool"));
    }

    /** A format by its name in lower case. */
    private static final class FormatName implements picocli.CommandLine.ITypeConverter<ArchiveFormat> {
        @Override
        public ArchiveFormat convert(String name) {
            for (ArchiveFormat format : ArchiveFormat.values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return format;
                }
            }
            throw new picocli.CommandLine.TypeConversionException(
                    "'" + name + "' is none of mrd, nifti, png, npy, dicom");
        }
    }
}
