package org.larmor.core.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the pictures of one place of a study differ from their nearest healthy counterpart, as it is published. Not for diagnosis.
 *
 * @param studyId pseudonym of the study, or empty
 * @param sources the pictures that it was made of, each contrast once; the first is the one to be shown under the map
 * @param revision counts the pictures that came of this place before the latest one used; a map of a higher one replaces those of
 *     lower ones that share a picture with it
 * @param map distance of each pixel from its healthy counterpart, 0 or more, share of the median inside the brain
 * @param deviation standard deviation of the map, same units, or null where none is stated
 * @param counterpart healthy counterpart of the first source, units of that picture, or null unless asked for
 * @param score chance that the slice shows an anomaly, calibrated on held-out slices, 0 to 1
 * @param threshold value of the map above which a pixel counts as anomalous
 * @param found whether anything is anomalous; false where the map lies inside what held-out healthy slices give
 * @param areaMm2 area above the threshold, mm^2; 0 where nothing was found
 * @param provenance model, seed, network evaluations, and the remark
 * @param level step of the diffusion to which the picture was encoded (L); the largest of several
 * @param pictures when the latest of its pictures was published, milliseconds since the epoch
 * @param published when this map was, milliseconds since the epoch
 */
public record AnomalyMap(
        String studyId,
        List<Source> sources,
        int revision,
        Geometry geometry,
        RealImage map,
        @Nullable RealImage deviation,
        @Nullable RealImage counterpart,
        double score,
        double threshold,
        boolean found,
        double areaMm2,
        Provenance provenance,
        int level,
        double pictures,
        double published) {
    /** To be shown wherever a map is. */
    public static final String LABEL = "not for diagnosis";

    public AnomalyMap {
        sources = List.copyOf(sources);
        if (sources.isEmpty()
                || sources.stream().map(Source::contrast).distinct().count() < sources.size()) {
            throw new IllegalArgumentException(
                    "an anomaly map of " + sources + ": one picture of each contrast makes one");
        }
        if (!(score >= 0 && score <= 1) || !(threshold >= 0) || !(areaMm2 >= 0) || !found && areaMm2 > 0) {
            throw new IllegalArgumentException("an anomaly map's score " + score + " must be within 0 and 1, threshold "
                    + threshold + " and area " + areaMm2 + " from 0, and the area 0 where nothing was found");
        }
    }

    /** A picture that a map was made of. */
    public record Source(String scanId, ImageIndex index, int revision, String contrast) {}

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
        return new AnomalyMap(
                studyId,
                sources,
                revision,
                geometry,
                map,
                deviation,
                counterpart,
                score,
                threshold,
                found,
                areaMm2,
                provenance,
                level,
                pictures,
                millis);
    }
}
