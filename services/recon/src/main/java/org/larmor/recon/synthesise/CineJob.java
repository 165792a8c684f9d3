package org.larmor.recon.synthesise;

import java.util.List;
import java.util.Optional;

/**
 * What one turn of a cine does.
 *
 * @param measured phases that are to be published as frames, before what is synthesised
 * @param between two neighbouring phases with frames between them, or empty
 */
record CineJob(Cine cine, int generation, List<Measured> measured, Optional<Between> between) {
    /**
     * Frames that are to be made.
     *
     * @param gammas their share of the way, ascending
     * @param times their moments, share of the cycle, as many
     */
    record Between(Measured source, Measured target, List<Double> gammas, List<Double> times) {}

    String scanId() {
        return any().header().scanId();
    }

    String studyId() {
        return any().header().studyId();
    }

    private Measured any() {
        return measured.isEmpty() ? between.orElseThrow().source() : measured.getFirst();
    }
}
