package org.larmor.load.micro;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.baseline.NoiseLevel;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.Espirit;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.metrics.Score;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.diffusion.DiffusionResult;
import org.larmor.models.diffusion.PreparedSlice;
import org.larmor.models.diffusion.ReconstructionListener;
import org.larmor.models.diffusion.SamplerSettings;
import org.larmor.models.network.TorchDenoiser;
import org.larmor.models.tensor.DeviceConjugateGradient;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.Pictures;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.models.zoo.Recipe;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Where the time of a refined picture goes: a simulated brain, eight coils, 256 x 256, R = 4, by brain-small; the whole, one
 * evaluation of the network, and one data consistency, these two for batches of {@code elements}.
 *
 * <p>{@code load-tests/run RefinedPicture}. Gate: inside the object the picture is within 25 dB of the simulation's truth.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 3, time = 4)
public class RefinedPictureBenchmark {
    private static final double LEAST_DECIBELS = 25;
    private static final int CHANNELS = 8;

    @Param({"1", "8"})
    private int elements;

    private final SimulatedScan scan = new SimulatedScan(SimulationSettings.brain("benchmark", 1));
    private final ImageIndex index = scan.images().first();
    private final KSpace kspace = assemble();
    private final CoilMaps maps = Espirit.maps(kspace, Espirit.Settings.UNCROPPED);
    private final PreparedSlice slice = new PreparedSlice(kspace, maps, NoiseLevel.estimate(kspace), null);
    private final ModelPackage model =
            ModelZoo.read(Path.of("models/zoo")).named("brain-small").orElseThrow();
    private final Recipe recipe = model.description().recipe();
    private final TorchRuntime runtime = TorchRuntime.start(TorchSettings.DEFAULT);
    private final TorchDenoiser network = model.open(runtime);
    private final DiffusionReconstructor reconstructor = DiffusionReconstructor.open(model, runtime, System::nanoTime);

    @Setup(Level.Trial)
    public void check() {
        Score score = Score.of(scan.truth(index), refined().mean().magnitude());
        Gate.atLeast("PSNR inside the object, dB", score.object(), LEAST_DECIBELS);
        refined().steps().forEach(step -> System.out.printf("%s: %.0f ms%n", step.name(), step.millis()));
    }

    @TearDown(Level.Trial)
    public void close() {
        reconstructor.close();
        runtime.onDevice(workspace -> {
            network.close();
            return true;
        });
        runtime.close();
    }

    @Benchmark
    public DiffusionResult refined() {
        return reconstructor
                .reconstruct(
                        List.of(slice), SamplerSettings.refined(recipe, 1), ReconstructionListener.NONE, () -> false)
                .getFirst();
    }

    @Benchmark
    public float[] evaluation() {
        return runtime.onDevice(workspace -> {
            Tensor noisy = workspace
                    .zeros(elements, kspace.rows(), kspace.columns(), 2)
                    .joined();
            Tensor known = workspace.zeros(elements, CHANNELS, kspace.rows(), kspace.columns());
            double[] sigma = new double[elements];
            java.util.Arrays.fill(sigma, 0.1);
            return network.residual(noisy, sigma, known).residual().toFloats();
        });
    }

    @Benchmark
    public float[] dataConsistency() {
        return runtime.onDevice(workspace -> {
            var one = DeviceEncodingOperator.of(workspace, List.of(kspace.mask()), List.of(maps));
            var encoding = DeviceEncodingOperator.joined(Collections.nCopies(elements, one));
            Tensor data = encoding.adjoint(Pictures.kspaces(workspace, Collections.nCopies(elements, kspace)));
            Tensor weight =
                    workspace.zeros(elements, kspace.rows(), kspace.columns()).plus(0.01);
            return new DeviceConjugateGradient(encoding, weight)
                    .solve(data, data.times(0), recipe.iterations())
                    .toFloats();
        });
    }

    private KSpace assemble() {
        KSpaceAssembler assembler = new KSpaceAssembler("benchmark", AssemblySettings.DEFAULT);
        for (ScanEvent event : scan) {
            assembler.accept(event);
        }
        return assembler.snapshot(index).orElseThrow().kspace();
    }
}
