package org.larmor.core.assembly;

import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Vector3;

/**
 * How the readouts of a scan fill their grids, worked out from the header once.
 *
 * @param encodedColumns width of a whole readout, oversampling included
 * @param columns width of the grids: the encoded picture cropped to the field of view wanted along the readout
 * @param rows rows of the grids (encoded matrix)
 * @param step1 range of the line counter; its centre lands on row {@code rows / 2}
 * @param gated phases come of retrospective gating: a line may come several times in one phase, and then is averaged
 */
record EncodingPlan(ScanHeader header, int encodedColumns, int columns, int rows, Limit step1, boolean gated) {
    static EncodingPlan of(ScanHeader header) {
        return of(header, false);
    }

    static EncodingPlan of(ScanHeader header, boolean gated) {
        EncodedSpace encoded = header.encoded();
        return new EncodingPlan(
                header,
                encoded.columns(),
                croppedColumns(header),
                encoded.rows(),
                lines(header, encoded.rows()),
                gated);
    }

    private static int croppedColumns(ScanHeader header) {
        EncodedSpace encoded = header.encoded();
        EncodedSpace recon = header.recon();
        float encodedMm = encoded.fieldOfViewMm().x();
        float reconMm = recon.fieldOfViewMm().x();
        if (encodedMm > 0 && reconMm > 0) {
            long wanted = Math.round((double) encoded.columns() * reconMm / encodedMm);
            return (int) Math.clamp(wanted, 1, encoded.columns());
        }
        return Math.min(encoded.columns(), recon.columns());
    }

    /** Headers without limits, or without a centre, mean: line {@code rows / 2} is the centre of k-space. */
    private static Limit lines(ScanHeader header, int rows) {
        Limit limit = header.limits().step1();
        if (limit.count() == 1 && limit.maximum() == 0) {
            return new Limit(0, rows - 1, rows / 2);
        }
        boolean untold = limit.centre() == 0 && limit.minimum() == 0 && limit.maximum() + rows / 2 >= rows;
        return untold ? new Limit(0, limit.maximum(), rows / 2) : limit;
    }

    /** The grid row of a line counter. */
    int row(int line) {
        return line - step1.centre() + rows / 2;
    }

    /** Extent of the grid's picture, mm. */
    Vector3 gridFieldOfView() {
        Vector3 encoded = header.encoded().fieldOfViewMm();
        return new Vector3(encoded.x() * columns / encodedColumns, encoded.y(), encoded.z());
    }

    /** How many images the header announces. */
    int images() {
        return images(phases());
    }

    /** How many images there are with so many phases. */
    int images(int phases) {
        var limits = header.limits();
        long count = (long) limits.repetition().count()
                * limits.contrast().count()
                * phases
                * limits.slice().count();
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    int phases() {
        return header.limits().phase().count();
    }

    int averages() {
        return header.limits().average().count();
    }

    /** Bytes that one grid holds: sums and counts. */
    long gridBytes() {
        return (long) rows * columns * (8L * header.coils() + 2);
    }
}
