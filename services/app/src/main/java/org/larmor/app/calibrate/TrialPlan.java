package org.larmor.app.calibrate;

import java.util.List;
import java.util.Random;
import org.larmor.app.calibrate.HeldOutSlices.HeldOut;
import org.larmor.app.data.FullKSpace;
import org.larmor.app.eval.CinePictures;
import org.larmor.app.eval.EvalCase;
import org.larmor.app.eval.Undersampler;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.phantom.CoilArray;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.Masks;
import org.larmor.core.phantom.PictureScan;

/**
 * What each trial is measured with: coils, noise and masks change from slice to slice and from acceleration to acceleration, so
 * that the calibration holds for all of them.
 *
 * @param seed of everything drawn
 */
record TrialPlan(long seed) {
    private static final List<MaskKind> MASKS = List.of(MaskKind.RANDOM, MaskKind.UNIFORM, MaskKind.VARIABLE_DENSITY);
    private static final List<MaskKind> CINE_MASKS = List.of(MaskKind.KT_RANDOM, MaskKind.KT_UNIFORM);
    private static final List<Integer> COILS = List.of(8, 4, 12, 8, 1);
    private static final int USUAL_COILS = 8;
    /** One coil alone is not accelerated beyond this. */
    private static final double MOST_WITH_ONE_COIL = 4;

    private static final double LEAST_NOISE = 0.01;
    private static final double MOST_NOISE = 0.04;
    private static final int MOST_PIXELS = 256;
    private static final int ACS = 20;
    private static final int FEW_ACS = 12;
    /** Of each frame; the coils are known from all frames together. */
    private static final int CINE_ACS = 6;

    /** The fully sampled scan of a slice, as it is measured for trials at this acceleration. */
    KSpace scan(HeldOut slice, int number, double acceleration) {
        return switch (slice) {
            case HeldOut.Scan scan -> scan.kspace();
            case HeldOut.Magnitude magnitude -> simulated(magnitude.picture(), number, acceleration);
        };
    }

    private KSpace simulated(RealImage picture, int number, double acceleration) {
        double shrink = Math.min(1, (double) MOST_PIXELS / Math.max(picture.rows(), picture.columns()));
        Random random = random(number);
        double noise = noise(random);
        return PictureScan.of(
                picture,
                even(shrink * picture.rows()),
                even(shrink * picture.columns()),
                CoilArray.ring(coils(number, acceleration), seed),
                noise,
                random.nextLong());
    }

    /** The undersampled scan of a cine's frames, as it is measured for trials at the acceleration with this place in the list. */
    EvalCase cine(List<RealImage> frames, int number, int place, double acceleration) {
        Random random = random(number);
        double noise = noise(random);
        List<KSpace> full = CinePictures.kspace(frames, coils(number, acceleration), noise, random.nextLong());
        MaskKind kind = CINE_MASKS.get((number + place) % CINE_MASKS.size());
        int acs = Math.min(CINE_ACS, full.getFirst().rows());
        return new Undersampler(List.of(acceleration), List.of(kind), acs, seed + number)
                .undersampled("cine " + number, full, true, kind, acceleration);
    }

    private Random random(int number) {
        return new Random(seed + 31L * number);
    }

    private static double noise(Random random) {
        return LEAST_NOISE * Math.pow(MOST_NOISE / LEAST_NOISE, random.nextDouble());
    }

    private static int coils(int number, double acceleration) {
        int coils = COILS.get(number % COILS.size());
        return coils == 1 && acceleration > MOST_WITH_ONE_COIL ? USUAL_COILS : coils;
    }

    /** What is left of the scan at the acceleration with this place in the list of them. */
    KSpace undersampled(KSpace full, int number, int place, double acceleration) {
        MaskKind kind = MASKS.get((number + place) % MASKS.size());
        int acs = Math.min(acceleration > USUAL_COILS ? FEW_ACS : ACS, full.rows());
        boolean[] lines = Masks.lines(kind, full.rows(), acceleration, acs, 0, seed + number);
        return FullKSpace.undersampled(full, lines);
    }

    private static int even(double size) {
        return 2 * (int) (size / 2);
    }
}
