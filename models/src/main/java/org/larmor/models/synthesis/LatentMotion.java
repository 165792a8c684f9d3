package org.larmor.models.synthesis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.motion.DisplacementField;
import org.larmor.models.tensor.DeviceSession;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.Workspace;

/**
 * The motion from one picture to another on the device: its latent code c = G(S, T, x_t = T, t = 0), one evaluation, and of it the
 * field M(S, gamma c) for any gamma (Kim, Han, Ye, MICCAI 2022). Each evaluation is a step of its own, between which others may
 * have the device.
 */
final class LatentMotion {
    private final DeformableNetworks networks;
    private final DeviceSession session;
    private final int slices;
    private final int rows;
    private final int columns;
    private final List<Part> parts = new ArrayList<>();
    private int deformations;

    /** Some slices, or the whole stack, on the device. */
    private record Part(int first, int elements, Tensor source, Tensor target) {}

    /** The latent code of each part. */
    record Code(List<Tensor> parts) {}

    /** @param most slices of an evaluation */
    LatentMotion(
            DeformableNetworks networks,
            DeviceSession session,
            Normalisation scale,
            RealVolume source,
            RealVolume target,
            int most) {
        this.networks = networks;
        this.session = session;
        this.slices = source.slices();
        this.rows = source.rows();
        this.columns = source.columns();
        float[] from = scale.scaled(source);
        float[] to = scale.scaled(target);
        int together = isStack() ? slices : Math.min(most, slices);
        for (int first = 0; first < slices; first += together) {
            int start = first;
            int count = Math.min(together, slices - first);
            parts.add(session.run(workspace -> {
                try (Scope scope = Scope.open()) {
                    return new Part(
                            start,
                            isStack() ? 1 : count,
                            scope.keep(placed(workspace, from, start, count)),
                            scope.keep(placed(workspace, to, start, count)));
                }
            }));
        }
    }

    private boolean isStack() {
        return networks.dimensions() == 3;
    }

    private Tensor placed(Workspace workspace, float[] all, int first, int count) {
        int plane = rows * columns;
        float[] values = Arrays.copyOfRange(all, first * plane, (first + count) * plane);
        return isStack()
                ? networks.grown(workspace, values, 1, 1, slices, rows, columns)
                : networks.grown(workspace, values, count, 1, rows, columns);
    }

    /** The code itself. */
    Code code() {
        return code(null, new SplittableRandom(0));
    }

    /** A sample of the code: G is told the target with noise. */
    Code sampled(LatentNoise noise, SplittableRandom random) {
        return code(noise, random);
    }

    private Code code(@Nullable LatentNoise noise, SplittableRandom random) {
        List<Tensor> codes = new ArrayList<>();
        for (Part part : parts) {
            codes.add(session.run(workspace -> {
                try (Scope scope = Scope.open()) {
                    Tensor noisy = noise == null ? part.target : noised(workspace, part.target, noise, random);
                    double time = noise == null ? 0 : noise.time();
                    return scope.keep(networks.latent(part.source, part.target, noisy, time));
                }
            }));
        }
        return new Code(codes);
    }

    private static Tensor noised(Workspace workspace, Tensor target, LatentNoise noise, SplittableRandom random) {
        long[] shape = target.shape();
        int length = 1;
        for (long size : shape) {
            length = Math.multiplyExact(length, Math.toIntExact(size));
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (noise.deviation() * random.nextGaussian());
        }
        return target.times(noise.signal()).plus(workspace.real(values, shape));
    }

    /** The field of gamma times the code, in pixels. */
    DisplacementField field(Code code, double gamma) {
        int components = networks.dimensions();
        float[] all = new float[Math.multiplyExact(components * slices, rows * columns)];
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Tensor latent = code.parts.get(i);
            float[] values = session.run(workspace -> {
                try (Scope scope = Scope.open()) {
                    return cut(networks.displacement(part.source, latent.times(gamma)));
                }
            });
            deformations += part.elements;
            int count = values.length / (components * rows * columns);
            for (int component = 0; component < components; component++) {
                System.arraycopy(
                        values,
                        component * count * rows * columns,
                        all,
                        (component * slices + part.first) * rows * columns,
                        count * rows * columns);
            }
        }
        return new DisplacementField(components, slices, rows, columns, all);
    }

    /** Without what was repeated at the ends, components first. */
    private float[] cut(Tensor displacement) {
        if (isStack()) {
            return displacement
                    .part(2, 0, slices)
                    .part(3, 0, rows)
                    .part(4, 0, columns)
                    .contiguous()
                    .toFloats();
        }
        return displacement
                .part(2, 0, rows)
                .part(3, 0, columns)
                .transposed(1, 0, 2, 3)
                .contiguous()
                .toFloats();
    }

    int dimensions() {
        return networks.dimensions();
    }

    /** Pictures that have gone through M. */
    int deformations() {
        return deformations;
    }

    /** Pictures that go through G for each code. */
    int elements() {
        return parts.stream().mapToInt(Part::elements).sum();
    }
}
