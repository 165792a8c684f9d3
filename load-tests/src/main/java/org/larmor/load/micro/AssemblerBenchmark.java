package org.larmor.load.micro;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.larmor.core.assembly.Acceptance;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.load.Averages;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Readouts into k-space: a scan of many averages of one slice of 256 x 256, eight coils, so that no new grid is begun while it is
 * measured. {@code bytes} is what arrived a second; readouts come with or without readout oversampling, which is removed.
 *
 * <p>{@code load-tests/run Assembler -prof gc}: {@code gc.alloc.rate.norm} is what a readout allocates, its own object included,
 * which the benchmark makes. Gate: every readout is taken.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AssemblerBenchmark {
    private static final String SCAN = "benchmark";
    private static final int AVERAGES = 32_000;

    @Param({"1", "2"})
    private int oversampling = 1;

    private @Nullable ScanHeader header;
    private List<Readout> lines = List.of();
    private @Nullable KSpaceAssembler assembler;
    private long sequence;

    /** Bytes of the samples that arrived. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Arrived {
        private long bytes;

        /** As JMH reads it. */
        public long bytes() {
            return bytes;
        }

        @Setup(Level.Iteration)
        public void clear() {
            bytes = 0;
        }
    }

    @Setup
    public void simulate() {
        var scan = new SimulatedScan(settings());
        header = Averages.header(scan.header(), AVERAGES);
        lines = Averages.lines(scan);
    }

    @Setup(Level.Iteration)
    public void begin() {
        assembler = assembler();
        sequence = 0;
    }

    @Benchmark
    public Acceptance readout(Arrived arrived) {
        Readout line = lines.get((int) (sequence % lines.size()));
        int average = (int) (sequence / lines.size());
        Readout next = Averages.again(line, sequence++, 0, average);
        arrived.bytes += 4L * line.samples().length;
        Acceptance acceptance = Objects.requireNonNull(assembler).accept(new ScanEvent.ReadoutArrived(SCAN, next));
        if (!(acceptance instanceof Acceptance.Taken)) {
            throw new IllegalStateException("readout " + next.sequence() + " was not taken: " + acceptance);
        }
        return acceptance;
    }

    private SimulationSettings settings() {
        SimulationSettings s = SimulationSettings.brain(SCAN, 1);
        return new SimulationSettings(
                s.scanId(),
                s.anatomy(),
                s.rows(),
                s.columns(),
                1,
                1,
                s.coils(),
                oversampling,
                s.mask(),
                s.acceleration(),
                s.acs(),
                s.order(),
                s.noise(),
                0,
                s.repetitionTimeMillis(),
                s.fieldOfViewMm(),
                s.seed());
    }

    private KSpaceAssembler assembler() {
        var made = new KSpaceAssembler(
                SCAN, new AssemblySettings(64, 100_000_000, AssemblySettings.DEFAULT.maximumBytes()));
        made.accept(new ScanEvent.Started(Objects.requireNonNull(header)));
        return made;
    }
}
