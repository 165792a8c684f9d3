package org.larmor.proto;

/**
 * What the door lets in; checked before anything of that size is allocated.
 *
 * @param recordBytes longest record
 * @param matrix largest side of a picture or of an encoded matrix; a readout may be twice as long (oversampling)
 * @param coils most receive coils
 * @param readouts most readouts in one record
 * @param userParameters most user parameters in a header
 * @param textLength longest text of any field
 */
public record WireLimits(int recordBytes, int matrix, int coils, int readouts, int userParameters, int textLength) {
    public static final WireLimits DEFAULT = new WireLimits(Topics.MAX_RECORD_BYTES, 4096, 256, 4096, 4096, 64 << 10);

    public WireLimits {
        if (recordBytes < 1 || matrix < 1 || coils < 1 || readouts < 1 || userParameters < 0 || textLength < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /** Most samples a coil of one readout. */
    public int samplesPerCoil() {
        return Math.multiplyExact(2, matrix);
    }
}
