package org.larmor.recon.analyse;

/**
 * How the contrasts of a study are joined.
 *
 * @param waitSeconds longest time that a picture waits for other contrasts of its place before a map is made of what is there
 * @param keepSeconds time for which a place's pictures are kept after the latest one, for later contrasts make a new revision of its map
 * @param toleranceMm how far centre and edges of two pictures of one place may lie apart
 * @param bytes memory for pictures; where it is passed, places are given up that waited longest, after their map
 */
public record JoinSettings(double waitSeconds, double keepSeconds, double toleranceMm, long bytes) {
    public static final JoinSettings DEFAULT = new JoinSettings(20, 1800, .5, 512L << 20);

    public JoinSettings {
        if (!(waitSeconds >= 0) || !(keepSeconds >= 0) || !(toleranceMm >= 0) || bytes < 1) {
            throw new IllegalArgumentException(
                    "join: waitSeconds, keepSeconds and toleranceMm must be 0 or more, bytes positive");
        }
    }

    long waitMillis() {
        return Math.round(1000 * waitSeconds);
    }

    long keepMillis() {
        return Math.round(1000 * keepSeconds);
    }
}
