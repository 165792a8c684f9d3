package org.larmor.models.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;

/** Pictures, k-space and maps of equal size as batches on the device, and back. */
public final class Pictures {
    private Pictures() {}

    /** Complex (batch, rows, columns). */
    public static Tensor images(Workspace workspace, List<ComplexImage> images) {
        ComplexImage first = images.get(0);
        float[][] data = images.stream().map(ComplexImage::data).toArray(float[][]::new);
        return workspace.complex(joined(data), images.size(), first.rows(), first.columns());
    }

    /** Complex (batch, coils, rows, columns); elements with fewer coils than others get empty ones. */
    public static Tensor kspaces(Workspace workspace, List<KSpace> kspaces) {
        int coils = kspaces.stream().mapToInt(KSpace::coils).max().orElseThrow();
        KSpace first = kspaces.get(0);
        float[][] data = kspaces.stream().map(KSpace::data).toArray(float[][]::new);
        return stacks(workspace, data, coils, first.rows(), first.columns());
    }

    /** Complex (batch, coils, rows, columns); elements with fewer coils than others get empty ones. */
    public static Tensor maps(Workspace workspace, List<CoilMaps> maps) {
        int coils = maps.stream().mapToInt(CoilMaps::coils).max().orElseThrow();
        CoilMaps first = maps.get(0);
        float[][] data = maps.stream().map(CoilMaps::data).toArray(float[][]::new);
        return stacks(workspace, data, coils, first.rows(), first.columns());
    }

    /** The elements of a complex (batch, rows, columns) tensor. */
    public static List<ComplexImage> toImages(Tensor batch) {
        float[] all = batch.toFloats();
        int length = all.length / batch.size(0);
        List<ComplexImage> images = new ArrayList<>();
        for (int i = 0; i < batch.size(0); i++) {
            float[] data = Arrays.copyOfRange(all, i * length, (i + 1) * length);
            images.add(new ComplexImage(batch.size(1), batch.size(2), data));
        }
        return images;
    }

    /** The elements of a real (batch, rows, columns) tensor. */
    public static List<RealImage> toRealImages(Tensor batch) {
        float[] all = batch.toFloats();
        int length = all.length / batch.size(0);
        List<RealImage> images = new ArrayList<>();
        for (int i = 0; i < batch.size(0); i++) {
            float[] data = Arrays.copyOfRange(all, i * length, (i + 1) * length);
            images.add(new RealImage(batch.size(1), batch.size(2), data));
        }
        return images;
    }

    private static Tensor stacks(Workspace workspace, float[][] data, int coils, int rows, int columns) {
        int length = Math.toIntExact(2L * coils * rows * columns);
        for (int i = 0; i < data.length; i++) {
            data[i] = data[i].length == length ? data[i] : Arrays.copyOf(data[i], length);
        }
        return workspace.complex(joined(data), data.length, coils, rows, columns);
    }

    /** One array behind the other. @throws IllegalArgumentException if they are not of one length */
    private static float[] joined(float[][] parts) {
        int length = parts[0].length;
        float[] all = new float[Math.multiplyExact(length, parts.length)];
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].length != length) {
                throw new IllegalArgumentException("a batch holds pictures of one size only");
            }
            System.arraycopy(parts[i], 0, all, i * length, length);
        }
        return all;
    }
}
