package org.larmor.core.domain;

import java.util.List;

/**
 * An {@link AnomalyFinding} as it is published: made of the pictures of one place of a study. Not for diagnosis.
 *
 * @param studyId pseudonym of the study, or empty
 * @param sources the pictures that it was made of, each contrast once; the first is the one to be shown under the map
 * @param revision counts the pictures that came of this place before the latest one used; a map of a higher one replaces those of
 *     lower ones that share a picture with it
 * @param finding of its counterparts only that of the first source may be here
 * @param pictures when the latest of its pictures was published, milliseconds since the epoch
 * @param published when this map was, milliseconds since the epoch
 */
public record AnomalyMap(
        String studyId,
        List<Source> sources,
        int revision,
        Geometry geometry,
        AnomalyFinding finding,
        double pictures,
        double published) {
    /** To be shown wherever a map is. */
    public static final String LABEL = "not for diagnosis";

    /** @throws IllegalArgumentException if it is of no picture, or of two of one contrast; one line */
    public AnomalyMap {
        sources = List.copyOf(sources);
        if (sources.isEmpty()
                || sources.stream().map(Source::contrast).distinct().count() < sources.size()) {
            throw new IllegalArgumentException(
                    "an anomaly map is made of one picture of each contrast, not of " + sources);
        }
    }

    /** A picture that a map was made of. */
    public record Source(String scanId, ImageIndex index, int revision, Contrast contrast) {
        /** The same picture, whatever its revision. */
        public boolean isOf(String scan, ImageIndex image) {
            return scanId.equals(scan) && index.equals(image);
        }
    }

    /** The record's key: the study, or the shown picture's scan where there is none. */
    public String key() {
        return studyId.isEmpty() ? shown().scanId() : studyId;
    }

    /** The picture to be shown under it. */
    public Source shown() {
        return sources.getFirst();
    }

    /** The same with the time at which it was published, milliseconds since the epoch. */
    public AnomalyMap publishedAt(double millis) {
        return new AnomalyMap(studyId, sources, revision, geometry, finding, pictures, millis);
    }
}
