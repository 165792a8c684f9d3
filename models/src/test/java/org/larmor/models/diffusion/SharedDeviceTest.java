package org.larmor.models.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.core.domain.RealImage;
import org.larmor.models.network.MirroredNetwork;
import org.larmor.models.network.NetworkEvaluation;
import org.larmor.models.network.Question;
import org.larmor.models.network.ResidualNetwork;
import org.larmor.models.network.ResidualNetwork.Answer;
import org.larmor.models.network.TorchDenoiser;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.models.tensor.Workspace;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.models.zoo.Recipe;

/** Several callers on one device, with the network that ships: nobody's pixels depend on who else was there. */
class SharedDeviceTest {
    private static final ModelPackage MODEL =
            ModelZoo.read(Path.of("zoo")).named("brain-small").orElseThrow();
    private static final Recipe RECIPE = MODEL.description().recipe();
    private static final int ROWS = 24;
    private static final int COLUMNS = 20;
    private static final float BFLOAT = 6e-3f;
    private static final double PICTURES = 0.02;

    @ParameterizedTest(name = "{0} questions")
    @ValueSource(ints = {8, 5})
    void manyTogetherAreAnsweredAsEachAlone(int count) {
        SharedRuntime.on(workspace -> {
            try (TorchDenoiser network = MODEL.open(SharedRuntime.get())) {
                List<Question> questions = IntStream.range(0, count)
                        .mapToObj(i -> question(workspace, i, MODEL.known().size()))
                        .toList();
                var shared = NetworkEvaluation.of(network, questions.get(0), true);
                List<Answer> together = shared.answers(questions);
                for (int i = 0; i < count; i++) {
                    Answer alone = shared.answers(List.of(questions.get(i))).get(0);
                    assertClose(alone, together.get(i), "question " + i);
                }
            }
        });
    }

    /** A slice's first element is at silence and its second half way: noise levels differ within one evaluation. */
    private static Question question(Workspace workspace, int number, int channels) {
        int elements = 1 + number % 2;
        double[] sigma = {MODEL.description().sigma().max(), 0.05 + 0.01 * number};
        float[] noisy = random(number, 2 * elements * ROWS * COLUMNS);
        Arrays.fill(noisy, 0, 2 * ROWS * COLUMNS, 0);
        float[] known = random(100 + number, elements * channels * ROWS * COLUMNS);
        return new Question(
                workspace.complex(noisy, elements, ROWS, COLUMNS),
                Arrays.copyOf(sigma, elements),
                workspace.real(known, elements, channels, ROWS, COLUMNS));
    }

    private static void assertClose(Answer expected, Answer found, String where) {
        Tensor wanted = expected.deviation();
        Tensor there = found.deviation();
        assertNotNull(wanted);
        assertNotNull(there);
        assertArrayEquals(expected.residual().toFloats(), found.residual().toFloats(), BFLOAT, where);
        assertArrayEquals(wanted.toFloats(), there.toFloats(), BFLOAT, where);
    }

    @Test
    void evaluationsAreFilledUpToPowersOfTwo() {
        assertEquals(
                List.of(1, 2, 4, 4, 8, 8, 8, 8, 16),
                IntStream.rangeClosed(1, 9).mapToObj(NetworkEvaluation::bucket).toList());
    }

    /** 1: every question alone, equal bytes. 8: those that meet are evaluated together, equal to rounding. */
    @ParameterizedTest(name = "up to {0} elements together")
    @ValueSource(ints = {1, 8})
    void picturesMadeSideBySideAreThoseMadeOneAfterTheOther(int merged) throws Exception {
        List<PreparedSlice> slices = IntStream.range(0, 3)
                .mapToObj(i -> SlicesForTests.slice(ROWS, COLUMNS, 2, i))
                .toList();
        try (TorchRuntime runtime = TorchRuntime.start(new TorchSettings(1, "cpu", 16, merged, null));
                DiffusionReconstructor reconstructor = DiffusionReconstructor.open(MODEL, runtime, System::nanoTime)) {
            List<DiffusionResult> alone = new ArrayList<>();
            for (int i = 0; i < slices.size(); i++) {
                alone.add(made(reconstructor, slices.get(i), i));
            }
            List<FutureTask<DiffusionResult>> together = new ArrayList<>();
            for (int i = 0; i < slices.size(); i++) {
                int number = i;
                together.add(new FutureTask<>(() -> made(reconstructor, slices.get(number), number)));
            }
            together.forEach(task -> new Thread(task).start());
            for (int i = 0; i < slices.size(); i++) {
                compare(alone.get(i), together.get(i).get(), merged == 1 ? Float.MIN_VALUE : PICTURES, "slice " + i);
            }
        }
    }

    private static DiffusionResult made(DiffusionReconstructor reconstructor, PreparedSlice slice, int number) {
        var settings = SamplerSettings.refined(RECIPE, number)
                .withPasses(1)
                .withSamples(2)
                .withEvaluations(2)
                .withPolish(1);
        return reconstructor
                .reconstruct(
                        List.of(slice),
                        settings,
                        number % 2 == 0 ? Urgency.preview(number) : Urgency.refinement(number),
                        ReconstructionListener.NONE,
                        () -> false)
                .get(0);
    }

    private static void compare(DiffusionResult wanted, DiffusionResult found, double tolerance, String where) {
        assertArrayEquals(wanted.mean().data(), found.mean().data(), (float) tolerance, where);
        RealImage expected = wanted.calibratedDeviation();
        RealImage deviation = found.calibratedDeviation();
        assertNotNull(expected);
        assertNotNull(deviation);
        assertArrayEquals(expected.data(), deviation.data(), (float) tolerance, where);
    }

    @Test
    void nothingButWhatIsKeptStaysOfAnEvaluation() {
        ResidualNetwork network = (noisy, sigma, known) -> new Answer(noisy.times(2), noisy.magnitude());
        for (ResidualNetwork each : List.of(network, new MirroredNetwork(network))) {
            TorchRuntime runtime = SharedRuntime.get();
            try (var session = runtime.open(Urgency.preview(0), () -> false)) {
                var steps = new DeviceSteps(session, () -> false, elements -> {}, false);
                Question question = steps.take(workspace -> question(workspace, 1, 2));
                int before = steps.take(Workspace::managedArrays);
                Tensor kept = steps.evaluate(
                        each,
                        workspace -> new Question(question.noisy().times(1), question.sigma(), question.known()),
                        (scope, answer) -> scope.keep(answer.residual()));
                assertEquals(before + 1, steps.take(Workspace::managedArrays));
                float[] doubled =
                        steps.take(workspace -> question.noisy().times(2).toFloats());
                assertArrayEquals(doubled, steps.take(workspace -> kept.toFloats()), 1e-6f);
            }
        }
    }

    private static float[] random(long seed, int length) {
        var random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (0.1 * random.nextGaussian());
        }
        return values;
    }
}
