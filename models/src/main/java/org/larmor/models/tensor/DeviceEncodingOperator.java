package org.larmor.models.tensor;

import java.util.List;
import java.util.function.Function;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.SamplingMask;

/**
 * A = M F S on the device for a batch of slices, each with its own mask and maps (Pruessmann et al., SENSE, MRM 42:952,
 * 1999): the same operator as {@link org.larmor.core.coils.EncodingOperator}.
 *
 * <p>Pictures are complex (batch, rows, columns), k-space (batch, coils, rows, columns). The transform is unitary and
 * centred at {@code n / 2}; its centring phases are part of the maps and of the k-space factor, so nothing is shifted. Coil
 * arrays are kept (batch, coils, columns, rows): transforms along the phase encoding then run through memory in order.
 */
public final class DeviceEncodingOperator {
    private static final int ROWS = -1;
    private static final int COLUMNS = -2;

    private final Tensor maps;
    private final Tensor conjugate;
    private final Tensor mask;
    private final Tensor after;
    private final boolean wholeLines;

    /** @param maps with the centring phases in them */
    private DeviceEncodingOperator(Tensor maps, Tensor conjugate, Tensor mask, Tensor after, boolean wholeLines) {
        this.maps = maps;
        this.conjugate = conjugate;
        this.mask = mask;
        this.after = after;
        this.wholeLines = wholeLines;
    }

    /** @throws IllegalArgumentException if masks and maps are not of one size */
    public static DeviceEncodingOperator of(Workspace workspace, List<SamplingMask> masks, List<CoilMaps> maps) {
        int rows = masks.get(0).rows();
        int columns = masks.get(0).columns();
        checkSizes(masks, maps, rows, columns);
        try (Scope scope = Scope.open()) {
            Tensor centred = Pictures.maps(workspace, maps).times(Centring.before(workspace, rows, columns));
            Tensor turned = transposed(centred).contiguous();
            float[] sampled = new float[Math.toIntExact((long) masks.size() * rows * columns)];
            for (int i = 0; i < sampled.length; i++) {
                sampled[i] = masks.get(i / (rows * columns)).data()[i % (rows * columns)];
            }
            Tensor mask = transposed(workspace.real(sampled, masks.size(), 1, rows, columns));
            boolean wholeLines = masks.stream().allMatch(DeviceEncodingOperator::isWholeLines);
            var operator = new DeviceEncodingOperator(
                    turned,
                    resolvedConjugate(turned),
                    (wholeLines ? mask.part(2, 0, 1) : mask).contiguous(),
                    Centring.after(workspace, rows, columns).transposed(1, 0),
                    wholeLines);
            return operator.kept(scope);
        }
    }

    /** A x: coil k-space, zero where not measured. */
    public Tensor forward(Tensor images) {
        double unitary = 1 / Math.sqrt((double) rows() * columns());
        Tensor spectrum = spread(images).fourier(COLUMNS, ROWS);
        return transposed(spectrum.times(after.times(unitary)).times(mask));
    }

    /** A^H y: the coils' zero-filled pictures, combined. */
    public Tensor adjoint(Tensor kspace) {
        double unitary = Math.sqrt((double) rows() * columns());
        Tensor masked = transposed(kspace).times(mask).times(after.conj().times(unitary));
        return combined(masked.inverseFourier(COLUMNS, ROWS));
    }

    /** A^H A x. Where only whole lines are measured, the transforms along the readout cancel and are left out. */
    public Tensor normal(Tensor images) {
        return turned(normalOfTurned(turned(images)));
    }

    /** {@link #normal} of pictures (batch, columns, rows), as the coil arrays lie: for who applies it many times. */
    Tensor normalOfTurned(Tensor turned) {
        int[] axes = wholeLines ? new int[] {ROWS} : new int[] {COLUMNS, ROWS};
        Tensor coilImages = maps.times(turned.with(1));
        return conjugate
                .times(coilImages.fourier(axes).times(mask).inverseFourier(axes))
                .sum(1)
                .without(1);
    }

    /** Pictures (batch, rows, columns) as (batch, columns, rows), and back; in order in memory. */
    static Tensor turned(Tensor images) {
        return images.transposed(0, 2, 1).contiguous();
    }

    private Tensor spread(Tensor images) {
        return maps.times(turned(images).with(1));
    }

    private Tensor combined(Tensor coilImages) {
        return turned(conjugate.times(coilImages).sum(1).without(1));
    }

    private static Tensor transposed(Tensor stack) {
        return stack.transposed(0, 1, 3, 2);
    }

    /** The operator for pictures whose phase has been moved into the maps: A' x = A (phasor x), complex (batch, rows, columns). */
    public DeviceEncodingOperator turnedBy(Tensor phasor) {
        try (Scope scope = Scope.open()) {
            Tensor turned = spread(phasor);
            return new DeviceEncodingOperator(turned, resolvedConjugate(turned), mask, after, wholeLines).kept(scope);
        }
    }

    /**
     * The operator for the elements of these, one behind the other.
     *
     * @throws IllegalArgumentException if they are not of one size, coil count and kind of mask
     */
    public static DeviceEncodingOperator joined(List<DeviceEncodingOperator> parts) {
        DeviceEncodingOperator first = parts.get(0);
        if (parts.stream().anyMatch(part -> !first.isLike(part))) {
            throw new IllegalArgumentException("operators of a batch must be of one size, coil count and kind of mask");
        }
        return new DeviceEncodingOperator(
                joined(parts, part -> part.maps),
                joined(parts, part -> part.conjugate),
                joined(parts, part -> part.mask),
                first.after,
                first.wholeLines);
    }

    /** The operator of one element; it shares this one's memory. */
    DeviceEncodingOperator element(int at) {
        return new DeviceEncodingOperator(
                maps.part(0, at, at + 1), conjugate.part(0, at, at + 1), mask.part(0, at, at + 1), after, wholeLines);
    }

    private static Tensor joined(List<DeviceEncodingOperator> parts, Function<DeviceEncodingOperator, Tensor> part) {
        return Tensor.joined(0, parts.stream().map(part).toList());
    }

    private boolean isLike(DeviceEncodingOperator other) {
        return rows() == other.rows()
                && columns() == other.columns()
                && coils() == other.coils()
                && wholeLines == other.wholeLines;
    }

    public int coils() {
        return maps.size(1);
    }

    public int rows() {
        return maps.size(ROWS);
    }

    public int columns() {
        return maps.size(COLUMNS);
    }

    /** Lets this operator outlive the scope. */
    public DeviceEncodingOperator kept(Scope scope) {
        List.of(maps, conjugate, mask, after).forEach(scope::keep);
        return this;
    }

    /** Frees its maps and masks; the centring phases may be shared with others. */
    public void free() {
        List.of(maps, conjugate, mask).forEach(Tensor::free);
    }

    /** The conjugate as an array of its own: PyTorch's is a mark on the array that each use would work out again. */
    private static Tensor resolvedConjugate(Tensor maps) {
        return maps.conj().times(1);
    }

    /** Whether every line was measured wholly or not at all; operators of a batch must agree in this. */
    public static boolean isWholeLines(SamplingMask mask) {
        byte[] sampled = mask.data();
        for (int i = 0; i < sampled.length; i++) {
            if (sampled[i] != sampled[i - i % mask.columns()]) {
                return false;
            }
        }
        return true;
    }

    private static void checkSizes(List<SamplingMask> masks, List<CoilMaps> maps, int rows, int columns) {
        boolean equal = masks.size() == maps.size()
                && masks.stream().allMatch(m -> m.rows() == rows && m.columns() == columns)
                && maps.stream().allMatch(m -> m.rows() == rows && m.columns() == columns);
        if (!equal) {
            throw new IllegalArgumentException("masks and sensitivity maps of a batch must be of one size");
        }
    }
}
