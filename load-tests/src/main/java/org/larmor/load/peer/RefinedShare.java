package org.larmor.load.peer;

import java.nio.file.Path;
import java.util.List;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.baseline.NoiseLevel;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.Espirit;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.load.Median;
import org.larmor.load.Ratio;
import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.diffusion.DiffusionResult;
import org.larmor.models.diffusion.PreparedSlice;
import org.larmor.models.diffusion.ReconstructionListener;
import org.larmor.models.diffusion.SamplerSettings;
import org.larmor.models.network.TorchDenoiser;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;

/**
 * The share of a refined picture's time that is not the network's: the picture as a whole, and as many evaluations of the network by
 * themselves, by turns. {@code load-tests/run RefinedShare [rounds]}.
 */
public final class RefinedShare {
    private static final int CHANNELS = 8;

    private RefinedShare() {}

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        KSpace kspace = kspace();
        CoilMaps maps = Espirit.maps(kspace, Espirit.Settings.UNCROPPED);
        PreparedSlice slice = new PreparedSlice(kspace, maps, NoiseLevel.estimate(kspace), null);
        ModelPackage model =
                ModelZoo.read(Path.of("models/zoo")).named("brain-small").orElseThrow();
        TorchRuntime runtime = TorchRuntime.start(new TorchSettings(1, "cpu", 128, null));
        TorchDenoiser network = model.open(runtime);
        var reconstructor = DiffusionReconstructor.open(model, runtime, System::nanoTime);
        double[] whole = new double[rounds];
        double[] evaluations = new double[rounds];
        DiffusionResult result = refined(reconstructor, model, slice);
        evaluated(runtime, network, kspace, 4);
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            result = refined(reconstructor, model, slice);
            whole[round] = (System.nanoTime() - start) / 1e9;
            evaluations[round] = evaluated(runtime, network, kspace, result.evaluations());
        }
        double all = Median.of(whole);
        double own = Median.of(evaluations);
        System.out.println("| refined picture, 256 x 256, 8 coils | s | share |\n|---|---|---|");
        System.out.printf("| the whole | %.2f | 1 |%n", all);
        System.out.printf("| its %d evaluations | %.2f | %.2f |%n", result.evaluations(), own, own / all);
        result.steps().forEach(step -> System.out.printf("| %s | %.2f | |%n", step.name(), step.millis() / 1e3));
        Ratio.tell("outside-the-network", 1 - own / all);
        reconstructor.close();
        runtime.onDevice(workspace -> {
            network.close();
            return true;
        });
        runtime.close();
    }

    private static DiffusionResult refined(
            DiffusionReconstructor reconstructor, ModelPackage model, PreparedSlice slice) {
        return reconstructor
                .reconstruct(
                        List.of(slice),
                        SamplerSettings.refined(model.description().recipe(), 1),
                        ReconstructionListener.NONE,
                        () -> false)
                .getFirst();
    }

    private static double evaluated(TorchRuntime runtime, TorchDenoiser network, KSpace kspace, int times) {
        return runtime.onDevice(workspace -> {
            Tensor noisy =
                    workspace.zeros(1, kspace.rows(), kspace.columns(), 2).joined();
            Tensor known = workspace.zeros(1, CHANNELS, kspace.rows(), kspace.columns());
            long start = System.nanoTime();
            for (int i = 0; i < times; i++) {
                network.residual(noisy, new double[] {0.1}, known).residual().free();
            }
            return (System.nanoTime() - start) / 1e9;
        });
    }

    private static KSpace kspace() {
        var scan = new SimulatedScan(SimulationSettings.brain("share", 1));
        KSpaceAssembler assembler = new KSpaceAssembler("share", AssemblySettings.DEFAULT);
        for (ScanEvent event : scan) {
            assembler.accept(event);
        }
        return assembler.snapshot(scan.images().first()).orElseThrow().kspace();
    }
}
