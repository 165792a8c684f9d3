package org.larmor.core.phantom;

/**
 * What a simulated scan is made of.
 *
 * @param scanId unique name of the scan
 * @param rows lines of a picture, phase encoding
 * @param columns pixels along the readout
 * @param phases cardiac phases, or frames of a real-time scan; with one the heart stands still
 * @param oversampling samples of a readout over columns: 1 or 2
 * @param acs calibration lines in the middle of k-space
 * @param noise standard deviation of the noise's real part before coupling, where white tissue is about 1
 * @param noiseReadouts readouts of a noise scan before the first line; 0 for none
 * @param repetitionTimeMillis TR
 * @param fieldOfViewMm extent of the picture along both axes
 * @param cardiac how the heart beats and is measured, where there are phases
 */
public record SimulationSettings(
        String scanId,
        Anatomy anatomy,
        int rows,
        int columns,
        int slices,
        int phases,
        int coils,
        int oversampling,
        MaskKind mask,
        double acceleration,
        int acs,
        AcquisitionOrder order,
        double noise,
        int noiseReadouts,
        double repetitionTimeMillis,
        double fieldOfViewMm,
        CardiacSettings cardiac,
        long seed) {
    /** With a steady heart, measured at each R wave. */
    public SimulationSettings(
            String scanId,
            Anatomy anatomy,
            int rows,
            int columns,
            int slices,
            int phases,
            int coils,
            int oversampling,
            MaskKind mask,
            double acceleration,
            int acs,
            AcquisitionOrder order,
            double noise,
            int noiseReadouts,
            double repetitionTimeMillis,
            double fieldOfViewMm,
            long seed) {
        this(
                scanId,
                anatomy,
                rows,
                columns,
                slices,
                phases,
                coils,
                oversampling,
                mask,
                acceleration,
                acs,
                order,
                noise,
                noiseReadouts,
                repetitionTimeMillis,
                fieldOfViewMm,
                CardiacSettings.STEADY,
                seed);
    }

    public SimulationSettings {
        check(rows >= 8 && rows <= 1024 && columns >= 8 && columns <= 1024, "a matrix is 8 to 1024 pixels wide");
        check(slices >= 1 && slices <= 256, "slices are 1 to 256");
        check(phases >= 1 && phases <= 256, "phases are 1 to 256");
        check(coils >= 1 && coils <= 256, "coils are 1 to 256");
        check(oversampling == 1 || oversampling == 2, "oversampling is 1 or 2");
        check(acceleration >= 1 && acceleration <= rows, "the acceleration R is at least 1");
        check(acs >= 0 && acs <= rows, "ACS lines are 0 to the number of rows");
        check(noise >= 0 && noiseReadouts >= 0, "noise is not negative");
        check(repetitionTimeMillis > 0 && fieldOfViewMm > 0, "TR and field of view are positive");
    }

    private static void check(boolean right, String rule) {
        if (!right) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** One slice of a brain, eight coils, R = 4. */
    public static SimulationSettings brain(String scanId, long seed) {
        return new SimulationSettings(
                scanId,
                Anatomy.brain(seed),
                256,
                256,
                1,
                1,
                8,
                2,
                MaskKind.VARIABLE_DENSITY,
                4,
                24,
                AcquisitionOrder.SHUFFLED,
                .02,
                16,
                5,
                240,
                seed);
    }

    /** Twenty phases of a beating heart in one short-axis slice, eight coils, R = 4. */
    public static SimulationSettings heart(String scanId, long seed) {
        return new SimulationSettings(
                scanId,
                Anatomy.heart(),
                160,
                160,
                1,
                20,
                8,
                2,
                MaskKind.VARIABLE_DENSITY,
                4,
                16,
                AcquisitionOrder.LINEAR,
                .02,
                16,
                3.2,
                340,
                seed);
    }

    /** One sagittal slice of a knee, eight coils, R = 4. */
    public static SimulationSettings knee(String scanId, long seed) {
        return new SimulationSettings(
                scanId,
                Anatomy.knee(seed),
                256,
                256,
                1,
                1,
                8,
                2,
                MaskKind.VARIABLE_DENSITY,
                4,
                24,
                AcquisitionOrder.SHUFFLED,
                .02,
                16,
                5,
                160,
                seed);
    }

    /** The Shepp-Logan phantom, eight coils, fully sampled. */
    public static SimulationSettings sheppLogan(String scanId, long seed) {
        return new SimulationSettings(
                scanId,
                Anatomy.sheppLogan(),
                256,
                256,
                1,
                1,
                8,
                2,
                MaskKind.FULL,
                1,
                24,
                AcquisitionOrder.LINEAR,
                .02,
                16,
                5,
                256,
                seed);
    }
}
