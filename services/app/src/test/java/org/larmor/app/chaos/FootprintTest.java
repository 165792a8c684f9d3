package org.larmor.app.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.larmor.app.chaos.Footprint.Sample;
import org.larmor.app.chaos.Footprint.Trend;

class FootprintTest {
    private static List<Sample> samples(IntToDoubleFunction heap) {
        return IntStream.range(0, 100)
                .mapToObj(i -> new Sample(i / 100.0, heap.applyAsDouble(i), 250, 7, 30))
                .toList();
    }

    @Test
    void theTrendIsThatOfTheSecondHalf() {
        List<Sample> samples = samples(i -> i < 50 ? 10 * i : 500 + .3 * i);
        Trend heap = Trend.of(samples, Sample::heapMiB);
        assertEquals(30, heap.slope(), 1e-9);
        assertEquals(0, heap.error(), 1e-6);
        assertEquals(0, Trend.of(samples, Sample::files).slope(), 1e-9);
    }

    @Test
    void whatGrowsIsToldFromWhatGoesUpAndDown() {
        Random random = new Random(1);
        double[] noise = random.doubles(100, -20, 20).toArray();
        assertTrue(Trend.of(samples(i -> 100 + noise[i]), Sample::heapMiB).isFlat());
        assertFalse(Trend.of(samples(i -> 100 + noise[i] + i), Sample::heapMiB).isFlat());
        assertTrue(Trend.of(samples(i -> 200 - i), Sample::heapMiB).isFlat(), "what shrinks does not grow");
        assertFalse(Trend.of(samples(i -> 1).subList(0, 4), Sample::heapMiB).isFlat(), "too few to say so");
    }

    @Test
    void looksAtAProcessAndForgetsItWhenAnotherHasItsPlace() throws IOException {
        Process looked = webServer();
        Process successor = webServer();
        try (var out = looked.inputReader();
                var successorsOut = successor.inputReader()) {
            out.readLine(); // it runs
            successorsOut.readLine();
            Footprint footprint = new Footprint();
            footprint.sample(0, looked.pid());
            Sample sample = footprint.samples().getFirst();
            assertTrue(
                    sample.heapMiB() > .5 && sample.nativeMiB() > 1 && sample.files() > 3 && sample.threads() > 3,
                    sample.toString());
            footprint.sample(1, successor.pid());
            footprint.sample(2, successor.pid());
            assertEquals(
                    List.of(1.0, 2.0),
                    footprint.samples().stream().map(Sample::hours).toList());
        } finally {
            looked.destroyForcibly();
            successor.destroyForcibly();
        }
    }

    /** A small JVM that says when it runs. */
    private static Process webServer() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Footprint.FLAGS);
        command.addAll(List.of("-m", "jdk.httpserver", "-b", "127.0.0.1", "-p", "0"));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
