package org.larmor.models.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.numerics.ConjugateGradient;

class DeviceConjugateGradientTest {
    private static final long SEED = 5;
    private static final double[] WEIGHTS = {0.1, 1.5};

    private final RandomSlices random = new RandomSlices(SEED, 12, 10);
    private final List<SamplingMask> masks = List.of(random.lines(), random.points());
    private final List<CoilMaps> maps = List.of(random.maps(3), random.maps(2));
    private final List<ComplexImage> rights = List.of(random.image(), random.image());
    private final List<ComplexImage> starts = List.of(random.image(), random.image());

    @Test
    void takesTheSameStepsAsTheSolverOfTheJvmForEachElement() {
        SharedRuntime.on(workspace -> {
            List<ComplexImage> solved = Pictures.toImages(solve(workspace, 4));
            for (int i = 0; i < 2; i++) {
                var jvm = new ConjugateGradient(120, new ConjugateGradient.Settings(WEIGHTS[i], 4, 0));
                float[] x = starts.get(i).data().clone();
                jvm.solve(
                        new EncodingOperator(masks.get(i), maps.get(i))::normal,
                        rights.get(i).data(),
                        x);
                assertArrayEquals(x, solved.get(i).data(), 1e-4f, "element " + i + ", seed " + SEED);
            }
        });
    }

    @Test
    void solvesTheEquation() {
        SharedRuntime.on(workspace -> {
            var a = DeviceEncodingOperator.of(workspace, masks, maps);
            Tensor x = solve(workspace, 60);
            float[] left =
                    a.normal(x).plus(x.times(workspace.perElement(WEIGHTS, 3))).toFloats();
            float[] right = Pictures.images(workspace, rights).toFloats();
            assertArrayEquals(right, left, 2e-4f, "seed " + SEED);
        });
    }

    @Test
    void freesItsWorkArrays() {
        SharedRuntime.on(workspace -> {
            var a = DeviceEncodingOperator.of(workspace, masks, maps);
            Tensor right = Pictures.images(workspace, rights);
            var solver = new DeviceConjugateGradient(a, workspace.perElement(WEIGHTS, 3));
            int before = workspace.managedArrays();
            solver.solve(right, right, 5);
            assertEquals(before + 1, workspace.managedArrays());
        });
    }

    private Tensor solve(Workspace workspace, int iterations) {
        var a = DeviceEncodingOperator.of(workspace, masks, maps);
        var solver = new DeviceConjugateGradient(a, workspace.perElement(WEIGHTS, 3));
        return solver.solve(Pictures.images(workspace, rights), Pictures.images(workspace, starts), iterations);
    }
}
