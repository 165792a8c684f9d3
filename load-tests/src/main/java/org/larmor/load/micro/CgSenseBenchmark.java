package org.larmor.load.micro;

import java.util.concurrent.TimeUnit;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.baseline.CgSense;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.Espirit;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.metrics.Score;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * CG-SENSE of a simulated brain, eight coils, 256 x 256, R = 4, and the ESPIRiT maps that it needs.
 *
 * <p>{@code load-tests/run CgSense}. Gate: inside the object the picture is within 25 dB of the simulation's truth.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
public class CgSenseBenchmark {
    private static final double LEAST_DECIBELS = 25;

    private final SimulatedScan scan = new SimulatedScan(SimulationSettings.brain("benchmark", 1));
    private final ImageIndex index = scan.images().first();
    private final KSpace kspace = assemble();
    private final CoilMaps maps = Espirit.maps(kspace, Espirit.Settings.DEFAULT);
    private final CgSense sense = new CgSense(CgSense.Settings.DEFAULT);

    @Setup
    public void check() {
        Score score = Score.of(scan.truth(index), reconstruct().magnitude());
        Gate.atLeast("PSNR inside the object, dB", score.object(), LEAST_DECIBELS);
    }

    @Benchmark
    public ComplexImage reconstruct() {
        return sense.reconstruct(kspace, maps);
    }

    @Benchmark
    public CoilMaps estimateMaps() {
        return Espirit.maps(kspace, Espirit.Settings.DEFAULT);
    }

    private KSpace assemble() {
        KSpaceAssembler assembler = new KSpaceAssembler("benchmark", AssemblySettings.DEFAULT);
        for (ScanEvent event : scan) {
            assembler.accept(event);
        }
        return assembler.snapshot(index).orElseThrow().kspace();
    }
}
