package org.larmor.app.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds over time: what is alive in its heap after a full collection, and, as Linux tells it under {@code /proc}, its native
 * memory, open files and threads. Its heap must be of one size and touched when it starts ({@link #FLAGS}): then what is resident beyond
 * that is native, whoever asked for it. It must listen from the start, because a JVM whose SIGQUIT is ignored cannot be asked to later.
 */
final class Footprint {
    private static final int HEAP_MIB = 400;

    /** Of a JVM that is looked at. */
    static final List<String> FLAGS = List.of(
            "-Xms" + HEAP_MIB + "m", "-Xmx" + HEAP_MIB + "m", "-XX:+AlwaysPreTouch", "-XX:+StartAttachListener");

    private static final long LONGEST_ANSWER_SECONDS = 30;

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    private static final Pattern ALIVE = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    /**
     * At a moment.
     *
     * @param hours since the beginning
     * @param heapMiB objects that are alive
     * @param nativeMiB resident memory beyond the heap
     * @param files open handles
     */
    record Sample(double hours, double heapMiB, double nativeMiB, double files, double threads) {}

    private final List<Sample> samples = new ArrayList<>();
    private long looked = -1;

    /** Looks, if the process is there; what was seen of another that had its place is forgotten. */
    void sample(double hours, long pid) throws IOException {
        if (pid != looked) {
            samples.clear();
            looked = pid;
        }
        Path process = Path.of("/proc", String.valueOf(pid));
        Optional<Double> heap = aliveMiB(pid);
        try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
            String status = Files.readString(process.resolve("status"));
            if (heap.isPresent()) {
                double resident = number(RESIDENT, status).orElse(0.0) / 1024;
                samples.add(new Sample(
                        hours,
                        heap.get(),
                        resident - HEAP_MIB,
                        handles.count(),
                        number(THREADS, status).orElse(0.0)));
            }
        } catch (NoSuchFileException e) {
            samples.clear(); // it has ended
        }
    }

    /** The histogram collects all garbage first. Empty where the process does not answer. */
    private static Optional<Double> aliveMiB(long pid) throws IOException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)
                .execute(histogram::destroyForcibly);
        try (var out = histogram.inputReader()) {
            return out.lines()
                    .flatMap(line -> number(ALIVE, line).stream())
                    .findFirst()
                    .map(bytes -> bytes / (1 << 20));
        }
    }

    private static Optional<Double> number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(Double.parseDouble(found.group(1))) : Optional.empty();
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /**
     * The straight line through the second half of the values; the first half is warming up.
     *
     * @param mean of that half
     * @param slope a unit an hour
     * @param error standard error of the slope
     * @param hours that the half lasts
     */
    record Trend(double mean, double slope, double error, double hours) {
        private static final double TOLERATED = .05;

        static Trend of(List<Sample> samples, ToDoubleFunction<Sample> of) {
            List<Sample> half = samples.subList(samples.size() / 2, samples.size());
            double meanX = half.stream().mapToDouble(Sample::hours).average().orElse(0);
            double meanY = half.stream().mapToDouble(of).average().orElse(0);
            double xy = 0;
            double xx = 0;
            double yy = 0;
            for (Sample sample : half) {
                double x = sample.hours() - meanX;
                double y = of.applyAsDouble(sample) - meanY;
                xy += x * y;
                xx += x * x;
                yy += y * y;
            }
            if (xx == 0 || half.size() < 3) {
                return new Trend(meanY, 0, Double.POSITIVE_INFINITY, 0);
            }
            double slope = xy / xx;
            double error = Math.sqrt(Math.max(0, yy - slope * xy) / (half.size() - 2) / xx);
            return new Trend(
                    meanY,
                    slope,
                    error,
                    half.getLast().hours() - half.getFirst().hours());
        }

        /** Whether what is surely gained within the half (two standard errors below the line) is less than a twentieth of the mean. */
        boolean isFlat() {
            return (slope - 2 * error) * hours < TOLERATED * mean;
        }
    }
}
