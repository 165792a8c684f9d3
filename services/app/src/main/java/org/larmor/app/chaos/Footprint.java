package org.larmor.app.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a process holds over time: its memory and its open files, as Linux tells them under {@code /proc}. */
final class Footprint {
    /**
     * At a moment.
     *
     * @param hours since the beginning
     * @param memoryMiB resident, heap and native together
     * @param files open handles
     */
    record Sample(double hours, double memoryMiB, double files) {}

    private final List<Sample> samples = new ArrayList<>();

    /** Looks, if the process is there. */
    void sample(double hours, long pid) throws IOException {
        Path process = Path.of("/proc", String.valueOf(pid));
        try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
            double kib = Files.readAllLines(process.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
            samples.add(new Sample(hours, kib / 1024, handles.count()));
        } catch (NoSuchFileException e) {
            samples.clear(); // another process will have its place
        }
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Slope of a straight line through the second half of the values, a unit an hour: the first half is warming up. */
    static double slope(List<Sample> samples, java.util.function.ToDoubleFunction<Sample> of) {
        List<Sample> half = samples.subList(samples.size() / 2, samples.size());
        double meanX = half.stream().mapToDouble(Sample::hours).average().orElse(0);
        double meanY = half.stream().mapToDouble(of).average().orElse(0);
        double above = 0;
        double below = 0;
        for (Sample sample : half) {
            above += (sample.hours() - meanX) * (of.applyAsDouble(sample) - meanY);
            below += (sample.hours() - meanX) * (sample.hours() - meanX);
        }
        return below == 0 ? 0 : above / below;
    }
}
