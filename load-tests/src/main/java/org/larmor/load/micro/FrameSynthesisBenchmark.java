package org.larmor.load.micro;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.metrics.Score;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.synthesis.FrameSynthesizer;
import org.larmor.models.synthesis.SynthesisResult;
import org.larmor.models.synthesis.SynthesisSettings;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchModule;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelZoo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What frames between two phases cost beyond the networks: {@value #BETWEEN} frames of a simulated heart, 128 x 128, by
 * heart-deformable, blended from both phases or of the source alone (the paper's form), against one evaluation of G and one of M for
 * each frame, and nothing else. The source alone takes exactly those evaluations; blended, it is twice as many.
 *
 * <p>{@code load-tests/run FrameSynthesis}. Gate: the frames lie {@value #LEAST_GAIN} dB nearer than the linear blend to the frames that
 * were simulated, and the evaluations are as many as said.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 4)
public class FrameSynthesisBenchmark {
    private static final int SIZE = 128;
    /** End-systole is the eighth of the simulated heart's twenty phases. */
    private static final int TARGET = 7;

    private static final int BETWEEN = TARGET - 1;
    private static final double LEAST_GAIN = 3;

    private final SynthesisSettings blended = SynthesisSettings.at(IntStream.rangeClosed(1, BETWEEN)
            .mapToObj(frame -> (double) frame / TARGET)
            .toList());
    private final List<RealImage> phases = phases();
    private final RealVolume source = RealVolume.of(phases.get(0));
    private final RealVolume target = RealVolume.of(phases.get(TARGET));
    private final DeformablePackage model = ModelZoo.read(Path.of("models/zoo")).deformable().stream()
            .filter(each -> each.name().equals("heart-deformable"))
            .findFirst()
            .orElseThrow();
    private final TorchRuntime runtime = TorchRuntime.start(TorchSettings.DEFAULT);
    private final FrameSynthesizer synthesizer = FrameSynthesizer.open(model, runtime, System::nanoTime);
    private final Networks networks = model.open(runtime, Networks::new);

    private record Networks(TorchModule latent, TorchModule deformation) {}

    @Setup(Level.Trial)
    public void check() {
        SynthesisResult made = blended();
        double gain = decibels(made.frames().stream()
                        .map(frame -> frame.picture().slice(0))
                        .toList())
                - decibels(linear());
        System.out.printf("%.2f dB above the linear blend%n", gain);
        Gate.atLeast("PSNR above the linear blend, dB", gain, LEAST_GAIN);
        Gate.atMost("evaluations of G, blended", made.latentEvaluations(), 2);
        Gate.atMost("evaluations of M, blended", made.deformationEvaluations(), 2 * BETWEEN);
        SynthesisResult paper = sourceAlone();
        Gate.atMost("evaluations of G", paper.latentEvaluations(), 1);
        Gate.atMost("evaluations of M", paper.deformationEvaluations(), BETWEEN);
    }

    @TearDown(Level.Trial)
    public void close() {
        synthesizer.close();
        runtime.onDevice(workspace -> {
            networks.latent.close();
            networks.deformation.close();
            return true;
        });
        runtime.close();
    }

    @Benchmark
    public SynthesisResult blended() {
        return synthesizer.synthesize(source, target, blended, Urgency.refinement(0), () -> false);
    }

    @Benchmark
    public SynthesisResult sourceAlone() {
        return synthesizer.synthesize(source, target, blended.fromSourceAlone(), Urgency.refinement(0), () -> false);
    }

    @Benchmark
    public List<float[]> networksAlone() {
        return runtime.onDevice(workspace -> {
            Tensor from = workspace.real(source.data(), 1, 1, SIZE, SIZE);
            Tensor to = workspace.real(target.data(), 1, 1, SIZE, SIZE);
            Tensor code = networks.latent.call(from, to, to, workspace.real(new float[1], 1));
            List<float[]> fields = new ArrayList<>();
            for (double gamma : blended.gammas()) {
                fields.add(networks.deformation.call(from, code.times(gamma)).toFloats());
            }
            return fields;
        });
    }

    private static List<RealImage> phases() {
        SimulationSettings heart = SimulationSettings.heart("benchmark", 1);
        var scan = new SimulatedScan(new SimulationSettings(
                heart.scanId(),
                heart.anatomy(),
                SIZE,
                SIZE,
                heart.slices(),
                heart.phases(),
                heart.coils(),
                heart.oversampling(),
                heart.mask(),
                heart.acceleration(),
                heart.acs(),
                heart.order(),
                heart.noise(),
                heart.noiseReadouts(),
                heart.repetitionTimeMillis(),
                heart.fieldOfViewMm(),
                heart.seed()));
        return IntStream.rangeClosed(0, TARGET)
                .mapToObj(phase -> scan.truth(new ImageIndex(0, 0, phase, 0)))
                .toList();
    }

    private List<RealImage> linear() {
        List<RealImage> frames = new ArrayList<>();
        for (double gamma : blended.gammas()) {
            float[] blend = new float[SIZE * SIZE];
            for (int i = 0; i < blend.length; i++) {
                blend[i] = (float) ((1 - gamma) * source.data()[i] + gamma * target.data()[i]);
            }
            frames.add(new RealImage(SIZE, SIZE, blend));
        }
        return frames;
    }

    private double decibels(List<RealImage> frames) {
        return Score.mean(Score.of(phases.subList(1, TARGET), frames)).object();
    }
}
