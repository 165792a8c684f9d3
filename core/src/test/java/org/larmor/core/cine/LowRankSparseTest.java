package org.larmor.core.cine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.larmor.core.Vectors;
import org.larmor.core.baseline.CgSense;
import org.larmor.core.coils.EncodingOperator;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.phantom.MaskKind;

class LowRankSparseTest {
    private static final LowRankSparse USUAL = new LowRankSparse(LowRankSparse.Settings.DEFAULT);

    @Test
    void neverLetsTheObjectiveGrow() {
        BeatingScan scan = new BeatingScan(4, 32, 28, 8, 1);
        for (long seed = 0; seed < 5; seed++) {
            for (double weight : new double[] {0, 0.003, 0.1}) {
                List<Double> objective = new ArrayList<>();
                new LowRankSparse(new LowRankSparse.Settings(weight, 2 * weight, 25, 1))
                        .reconstruct(scan.measured(MaskKind.RANDOM, 4, 6, 0.1, seed), scan.maps(), objective::add);
                assertEquals(26, objective.size());
                for (int i = 1; i < objective.size(); i++) {
                    double before = objective.get(i - 1);
                    assertTrue(
                            objective.get(i) <= before * (1 + 1e-6),
                            "seed " + seed + ", weight " + weight + ", iteration " + i + ": " + objective);
                }
            }
        }
    }

    @Test
    void tellsTheObjectiveThatTheDefinitionGives() {
        BeatingScan scan = new BeatingScan(3, 24, 20, 5, 1);
        List<KSpace> frames = scan.measured(MaskKind.RANDOM, 3, 6, 0.1, 1);
        List<Double> objective = new ArrayList<>();
        List<ComplexImage> pictures = new LowRankSparse(new LowRankSparse.Settings(0, 0, 7, 1))
                .reconstruct(frames, scan.maps(), objective::add);
        double misfit = 0;
        for (int t = 0; t < frames.size(); t++) {
            KSpace seen = new EncodingOperator(frames.get(t).mask(), scan.maps()).forward(pictures.get(t));
            for (int i = 0; i < seen.data().length; i++) {
                misfit += Math.pow(seen.data()[i] - frames.get(t).data()[i], 2) / 2;
            }
        }
        assertEquals(misfit, objective.getLast(), 1e-4 * objective.getFirst());
    }

    @Test
    void givesAStillObjectBackFromAnEighthOfItsLinesAFrame() {
        BeatingScan scan = new BeatingScan(2, 48, 40, 8, 0);
        List<ComplexImage> pictures = new LowRankSparse(new LowRankSparse.Settings(1e-4, 1e-4, 30, 1))
                .reconstruct(scan.measured(MaskKind.UNIFORM, 8, 0, 0, 1), scan.maps());
        double error = error(pictures, scan.truth());
        assertTrue(error < 0.02, "relative error " + error);
    }

    @Test
    void comesNearerToABeatingObjectThanCgSenseFrameByFrame() {
        BeatingScan scan = new BeatingScan(6, 64, 56, 12, 1);
        for (long seed = 0; seed < 3; seed++) {
            for (double acceleration : new double[] {4, 8}) {
                List<KSpace> frames = scan.measured(MaskKind.VARIABLE_DENSITY, acceleration, 6, 0.03, seed);
                double together = error(USUAL.reconstruct(frames, scan.maps()), scan.truth());
                var sense = new CgSense(CgSense.Settings.DEFAULT);
                double alone = error(
                        frames.stream()
                                .map(frame -> sense.reconstruct(frame, scan.maps()))
                                .toList(),
                        scan.truth());
                assertTrue(
                        together < 0.8 * alone,
                        "seed " + seed + ", R = " + acceleration + ": together " + together + ", alone " + alone);
            }
        }
    }

    @Test
    void givesTheSamePixelsWithManyWorkers() {
        BeatingScan scan = new BeatingScan(3, 24, 20, 5, 1);
        List<KSpace> frames = scan.measured(MaskKind.RANDOM, 3, 6, 0.1, 1);
        var settings = LowRankSparse.Settings.DEFAULT;
        var shared = new LowRankSparse.Settings(settings.lowRank(), settings.sparse(), settings.iterations(), 3);
        List<ComplexImage> one = USUAL.reconstruct(frames, scan.maps());
        List<ComplexImage> three = new LowRankSparse(shared).reconstruct(frames, scan.maps());
        for (int t = 0; t < one.size(); t++) {
            assertArrayEquals(one.get(t).data(), three.get(t).data(), "frame " + t);
        }
    }

    @Test
    void scalesWithTheData() {
        BeatingScan scan = new BeatingScan(3, 24, 20, 5, 1);
        List<KSpace> frames = scan.measured(MaskKind.RANDOM, 3, 6, 0.1, 1);
        List<KSpace> louder = frames.stream().map(frame -> times(frame, 1024)).toList();
        List<ComplexImage> quiet = USUAL.reconstruct(frames, scan.maps());
        List<ComplexImage> loud = USUAL.reconstruct(louder, scan.maps());
        for (int t = 0; t < quiet.size(); t++) {
            for (int i = 0; i < quiet.get(t).data().length; i++) {
                assertEquals(quiet.get(t).data()[i], loud.get(t).data()[i] / 1024, 1e-4);
            }
        }
    }

    private static KSpace times(KSpace frame, float factor) {
        float[] data = frame.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] *= factor;
        }
        SamplingMask mask = frame.mask();
        return new KSpace(frame.coils(), mask, data);
    }

    private static double error(List<ComplexImage> pictures, List<ComplexImage> truth) {
        double sum = 0;
        for (int t = 0; t < truth.size(); t++) {
            sum += Vectors.relativeError(pictures.get(t).data(), truth.get(t).data()) / truth.size();
        }
        return sum;
    }
}
