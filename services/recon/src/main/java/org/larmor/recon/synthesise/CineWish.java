package org.larmor.recon.synthesise;

import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;

/**
 * What a scan asks of its frames: {@link SynthesisSettings}, and what its header's user parameters {@code larmor.frames},
 * {@code larmor.frame_model}, {@code larmor.frame_samples}, {@code larmor.frame_fields}, {@code larmor.end_diastole} and
 * {@code larmor.end_systole} say.
 *
 * @param phases measured phases of a cycle, evenly spread over it
 * @param framesPerCycle 0 where only measured frames are wanted
 * @param endDiastole phase that must be there before anything is synthesised, or {@link #ANY}
 * @param endSystole as well
 * @param seed of the latent samples
 * @param fault why nothing is synthesised, or empty
 */
record CineWish(
        int phases,
        int framesPerCycle,
        String model,
        int samples,
        boolean fields,
        int endDiastole,
        int endSystole,
        long seed,
        String fault) {
    /** No phase is named. */
    static final int ANY = -1;

    /** Reads the header; what cannot be understood becomes the {@link #fault}, for the measured frames are published all the same. */
    static CineWish of(ScanHeader header, SynthesisSettings usual, long seed) {
        int phases = header.limits().phase().count();
        int frames = usual.enabled() ? usual.framesPerCycle() : 0;
        CineWish none = new CineWish(phases, 0, usual.model(), 0, false, ANY, ANY, seed, "");
        CineWish wish =
                new CineWish(phases, frames, usual.model(), usual.samples(), usual.fields(), ANY, ANY, seed, "");
        boolean asked = false;
        try {
            for (UserParameter parameter : header.userParameters()) {
                asked |= parameter.name().equals("larmor.frames");
                wish = wish.with(parameter);
            }
        } catch (IllegalArgumentException e) {
            return none.faulty(String.valueOf(e.getMessage()));
        }
        if (phases < 2) {
            return asked && wish.framesPerCycle > 0 ? none.faulty("the scan has a single phase") : none;
        }
        return wish;
    }

    /** Whether the scan has frames at all. */
    boolean isCine() {
        return phases > 1 || !fault.isEmpty();
    }

    CineWish faulty(String reason) {
        return new CineWish(phases, 0, model, samples, fields, endDiastole, endSystole, seed, reason);
    }

    private CineWish with(UserParameter p) {
        return switch (p.name()) {
            case "larmor.frames" ->
                of(number(p, 0, SynthesisSettings.MOST), model, samples, fields, endDiastole, endSystole);
            case "larmor.frame_model" -> of(framesPerCycle, p.value(), samples, fields, endDiastole, endSystole);
            case "larmor.frame_samples" ->
                of(framesPerCycle, model, number(p, 0, SynthesisSettings.MOST), fields, endDiastole, endSystole);
            case "larmor.frame_fields" -> of(framesPerCycle, model, samples, flag(p), endDiastole, endSystole);
            case "larmor.end_diastole" ->
                of(framesPerCycle, model, samples, fields, number(p, 0, phases - 1), endSystole);
            case "larmor.end_systole" ->
                of(framesPerCycle, model, samples, fields, endDiastole, number(p, 0, phases - 1));
            default -> this;
        };
    }

    private CineWish of(int frames, String network, int draws, boolean maps, int diastole, int systole) {
        return new CineWish(phases, frames, network, draws, maps, diastole, systole, seed, fault);
    }

    private static boolean flag(UserParameter p) {
        return switch (p.value()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "user parameter " + p.name() + " '" + p.value() + "' is neither true nor false");
        };
    }

    private static int number(UserParameter p, int least, int most) {
        int value = p.value().matches("[0-9]{1,9}") ? Integer.parseInt(p.value()) : -1;
        if (value < least || value > most) {
            throw new IllegalArgumentException("user parameter " + p.name() + " '" + p.value()
                    + "' is not a number within " + least + " and " + most);
        }
        return value;
    }
}
