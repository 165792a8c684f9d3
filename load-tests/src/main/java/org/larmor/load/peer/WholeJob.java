package org.larmor.load.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.larmor.app.stack.RequestedScan;
import org.larmor.app.stack.ScanStack;
import org.larmor.console.ScanSource;
import org.larmor.console.file.ReplayOptions;
import org.larmor.console.file.ScanFiles;
import org.larmor.console.send.Pacing;
import org.larmor.console.send.ScanSender;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.metrics.Score;
import org.larmor.display.files.NpyFile;
import org.larmor.display.files.PngPictures;
import org.larmor.display.picture.LinePlot;
import org.larmor.display.results.ResultListener;
import org.larmor.proto.Topics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * One file, one machine, one run: a service that is warm, and BART, from the file to pictures; seconds and errors of each, and a plot of
 * the error over time. {@code load-tests/run WholeJob CASE.h5 --bart shared/tools/bart_peer.sh --plot FILE.png}; {@code CASE.truth.npy}
 * lies beside the file.
 *
 * <p>Larmor's seconds count from the moment in which the sender begins, BART's from the begin of its first program to the end of its
 * last. Before anything is measured each method has made the file's pictures once.
 */
@Command(name = "WholeJob", mixinStandardHelpOptions = true, sortOptions = false)
public final class WholeJob implements Callable<Integer>, ResultListener {
    private static final long PATIENCE_SECONDS = 1200;
    private static final String IN_C_ORDER =
            "sh $0 $1 $2 && python3 -c 'import sys, numpy as n; [n.save(f, n.load(f).copy(order=\"C\")) for f in"
                    + " sys.argv[1:]]' $2.*.npy";
    private static final Pattern SECONDS = Pattern.compile("([a-z0-9-]+) ([0-9.]+) s");

    @Parameters(index = "0", paramLabel = "CASE.h5", description = "an MRD file of one image, with its truth beside it")
    private Path file = Path.of("");

    @Option(
            names = "--methods",
            split = ",",
            description = "of Larmor (default: coarse-to-fine,l1-wavelet,diffuserecon)")
    private List<String> methods = List.of("coarse-to-fine", "l1-wavelet", "diffuserecon");

    @Option(names = "--bart", description = "the script that has BART make the same; left out, BART is not asked")
    private String bart = "";

    @Option(names = "--plot", description = "where the plot goes")
    private String plot = "";

    private final BlockingQueue<ReconImage> pictures = new LinkedBlockingQueue<>();
    private volatile long begun;

    public static void main(String[] args) {
        System.exit(new CommandLine(new WholeJob()).execute(args));
    }

    /** A picture of a method: when it was there, and how good it is. */
    private record Point(String stage, double seconds, Score score) {
        String row(String method) {
            return "| %s | %s | %.2f | %.2f | %.4f |%n"
                    .formatted(method, stage, seconds, score.object(), score.nrmse() * score.nrmse());
        }
    }

    /** The pictures of a method, in the order in which they came. */
    private record Curve(String method, List<Point> points) {
        LinePlot.Series series() {
            return new LinePlot.Series(
                    method.replace("Larmor, ", ""),
                    points.stream()
                            .mapToDouble(point -> Math.log10(point.seconds()))
                            .toArray(),
                    points.stream().mapToDouble(point -> point.score().object()).toArray());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String name = file.toString();
        RealImage truth = picture(Path.of(name.substring(0, name.length() - 3) + ".truth.npy"));
        List<Curve> curves = new ArrayList<>();
        try (ScanStack stack = ScanStack.open(null, Topics.DEFAULT)) {
            stack.subscribe(this);
            for (String method : methods) {
                made(stack, method, truth);
                curves.add(new Curve("Larmor, " + method, made(stack, method, truth)));
            }
        }
        if (!bart.isEmpty()) {
            made(truth);
            curves.addAll(made(truth));
        }
        System.out.println("| | picture | seconds | PSNR inside the object, dB | energy of the error |");
        System.out.println("|---|---|---|---|---|");
        curves.forEach(curve -> curve.points().forEach(point -> System.out.print(point.row(curve.method()))));
        if (!plot.isEmpty()) {
            PngPictures.write(
                    Path.of(plot),
                    LinePlot.draw(
                            "From the file to pictures",
                            "log10 of the seconds",
                            "PSNR inside the object, dB",
                            curves.stream().map(Curve::series).toList()));
        }
        return 0;
    }

    private List<Point> made(ScanStack stack, String method, RealImage truth) throws InterruptedException, IOException {
        List<Point> points = new ArrayList<>();
        try (ScanSource source = ScanFiles.open(ReplayOptions.of(file));
                ScanSource scan = new RequestedScan(source, List.of(new UserParameter("larmor.method", method)));
                var sender = new ScanSender(stack.access(), Topics.DEFAULT, Pacing.fullSpeed(), progress -> {})) {
            begun = System.nanoTime();
            sender.send(scan);
            boolean last = false;
            while (!last) {
                ReconImage image = pictures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (image == null) {
                    throw new IOException(method + ": no picture for " + PATIENCE_SECONDS + " s");
                }
                last = image.last();
                double seconds = (System.nanoTime() - begun) / 1e9;
                if (image.kspaceShare() == 1) {
                    points.add(new Point(image.stage().label(), seconds, Score.of(truth, image.magnitude())));
                }
            }
        }
        return points;
    }

    private List<Curve> made(RealImage truth) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("bart");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        IN_C_ORDER,
                        bart,
                        file.toString(),
                        folder.resolve("out").toString())
                .redirectErrorStream(true)
                .start();
        double zeroFilled = 0;
        double maps = 0;
        double sense = 0;
        double wavelet = 0;
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                for (Matcher found = SECONDS.matcher(line); found.find(); ) {
                    double seconds = Double.parseDouble(found.group(2));
                    switch (found.group(1)) {
                        case "zero-filled" -> zeroFilled = seconds;
                        case "maps" -> maps = seconds;
                        case "sense" -> sense = seconds;
                        case "l1-wavelet" -> wavelet = seconds;
                        default -> throw new IOException("what is meant by: " + line);
                    }
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(bart + " failed");
        }
        return List.of(new Curve(
                "BART",
                List.of(
                        point("zero-filled", zeroFilled, truth, folder.resolve("out.zf.npy")),
                        point("sense", maps + sense, truth, folder.resolve("out.sense.npy")),
                        point("l1-wavelet", maps + wavelet, truth, folder.resolve("out.l1.npy")))));
    }

    private static Point point(String stage, double seconds, RealImage truth, Path picture) throws IOException {
        return new Point(stage, seconds, Score.of(truth, picture(picture)));
    }

    private static RealImage picture(Path path) throws IOException {
        return NpyFile.read(path).getFirst();
    }

    @Override
    public void image(ReconImage image) {
        pictures.add(image);
    }

    @Override
    public void status(ScanStatus status) {
        if (status.state() == ScanStatus.State.FAILED) {
            System.err.println("scan " + status.scanId() + " failed: " + status.message());
        }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        System.err.println("dead letter: " + letter.reason());
    }
}
