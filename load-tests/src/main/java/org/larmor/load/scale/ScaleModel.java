package org.larmor.load.scale;

import java.util.List;
import java.util.concurrent.Callable;
import org.larmor.recon.assemble.AssembleSettings;
import org.larmor.recon.flow.Method;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Workers and partitions for so many scanners, and what breaks first: the service's own queue on a simulated clock, with service times as
 * measured. {@code load-tests/run ScaleModel --method sense --sense 0.5 --goal 5}.
 *
 * <p>A scanner makes scan after scan of so many slices; a scan lies on the partition that the hash of its name chooses, a partition on
 * one worker. The same seed gives the same table.
 */
@Command(name = "ScaleModel", mixinStandardHelpOptions = true, sortOptions = false)
public final class ScaleModel implements Callable<Integer> {
    private static final int MOST_WORKERS = 1 << 15;

    @Option(names = "--scanners", split = ",", description = "numbers of scanners (default: 10,100,1000)")
    private List<Integer> scanners = List.of(10, 100, 1000);

    @Option(names = "--method", description = "of the reconstruction (default: sense)")
    private String method = "sense";

    @Option(
            names = "--goal",
            description = "seconds from a slice's last readout to its last picture, for 99 of 100 (default: 5)")
    private double goal = 5;

    @Option(names = "--slice", description = "a scanner's seconds for a slice (default: 4)")
    private double slice = 4;

    @Option(
            names = "--megabytes",
            description = "of a slice's readouts (default: 8.4: 16 coils, 128 lines of 512 samples)")
    private double megabytes = 8.4;

    @Option(names = "--slices", description = "of a scan (default: 20)")
    private int slices = 20;

    @Option(names = "--pause", description = "seconds between two scans of a scanner (default: 40)")
    private double pause = 40;

    @Option(names = "--seconds", description = "that are simulated (default: 400)")
    private double seconds = 400;

    @Option(names = "--ingest", description = "MB/s from the broker to assembled k-space (default: 200)")
    private double ingest = 200;

    @Option(names = "--way", description = "milliseconds to the service and back (default: 6)")
    private double way = 6;

    @Option(names = "--zero-filled", description = "seconds of a zero-filled picture (default: .008)")
    private double zeroFilled = .008;

    @Option(names = "--sense", description = "seconds of maps and CG-SENSE (default: .6)")
    private double sense = .6;

    @Option(names = "--coarse", description = "device seconds of a coarse picture (default: .6)")
    private double coarse = .6;

    @Option(names = "--refined", description = "device seconds of what follows it (default: 5)")
    private double refined = 5;

    @Option(
            names = "--speeds",
            split = ",",
            description = "of a worker's machine over the measured one (default: 1,4,16)")
    private List<Double> speeds = List.of(1.0, 4.0, 16.0);

    @Option(names = "--seed", description = "of the scans' begins and partitions (default: 1)")
    private long seed = 1;

    public static void main(String[] args) {
        System.exit(new CommandLine(new ScaleModel()).execute(args));
    }

    @Override
    public Integer call() {
        System.out.printf(
                "%s, a slice of %.1f MB every %.1f s, %d slices a scan, %.0f s between scans; last pictures within"
                        + " %.1f s%n",
                method, megabytes, slice, slices, pause, goal);
        System.out.println(
                "| scanners | a worker's speed | workers, and partitions at least | last picture p99, s | zero-filled"
                        + " p99, ms | open scans of a worker, at most | with fewer workers breaks first |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int number : scanners) {
            for (double speed : speeds) {
                System.out.print(row(settings(speed), number, speed));
            }
        }
        return 0;
    }

    private ScaleSettings settings(double speed) {
        return new ScaleSettings(
                Method.of(method),
                new ServiceTimes(1e6 * ingest, way / 1e3, zeroFilled, sense, coarse, refined).faster(speed),
                slice,
                1e6 * megabytes,
                slices,
                pause,
                seconds,
                goal);
    }

    private String row(ScaleSettings settings, int number, double speed) {
        int enough = 1;
        while (!run(settings, number, enough).enough()) {
            enough *= 2;
            if (enough > MOST_WORKERS) {
                return "| %d | %.0f | none | | | | |%n".formatted(number, speed);
            }
        }
        int tooFew = enough / 2;
        while (enough - tooFew > Math.max(1, enough / 20)) {
            int between = (enough + tooFew) / 2;
            if (run(settings, number, between).enough()) {
                enough = between;
            } else {
                tooFew = between;
            }
        }
        ScaleRun.Outcome good = run(settings, number, enough);
        return "| %d | %.0f | %d | %.1f | %.0f | %d | %s |%n"
                .formatted(
                        number,
                        speed,
                        enough,
                        good.last() / 1e3,
                        good.preview(),
                        good.mostOpen(),
                        tooFew == 0 ? "" : broken(run(settings, number, tooFew)));
    }

    private static String broken(ScaleRun.Outcome outcome) {
        return outcome.mostOpen() > AssembleSettings.DEFAULT.openScans()
                ? "a worker has more scans open than it takes"
                : "%s of a worker, busy %.0f %% of the time"
                        .formatted(
                                outcome.busiest().part(),
                                100 * outcome.busiest().share());
    }

    private ScaleRun.Outcome run(ScaleSettings settings, int number, int workers) {
        return ScaleRun.of(settings, number, workers, seed);
    }
}
