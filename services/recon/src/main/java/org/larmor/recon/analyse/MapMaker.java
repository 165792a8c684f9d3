package org.larmor.recon.analyse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;

/** Makes the map of a job: of all its pictures, or where one of them is refused, of the others. */
final class MapMaker {
    private final AnomalyMaps maps;
    private final AtomicLong turns = new AtomicLong();

    MapMaker(AnomalyMaps maps) {
        this.maps = maps;
    }

    /**
     * What came of a job.
     *
     * @param map empty if none could be made
     * @param refused pictures that are no part of it, and why
     */
    record Result(Optional<AnomalyMap> map, Map<StudyPicture, String> refused) {}

    Result make(MapJob job, BooleanSupplier cancelled) {
        long turn = turns.getAndIncrement();
        try {
            return new Result(Optional.of(map(job, turn, cancelled)), Map.of());
        } catch (AnomalyRefusal refusal) {
            return job.pictures().size() == 1
                    ? new Result(Optional.empty(), all(job.pictures(), refusal.reason()))
                    : withoutOne(job, refusal.reason(), turn, cancelled);
        }
    }

    /** A picture that is refused does not spoil those of the other contrasts; with two such there is no map. */
    private Result withoutOne(MapJob job, String reason, long turn, BooleanSupplier cancelled) {
        for (StudyPicture picture : job.pictures()) {
            AnomalyMap map = orNull(job.without(picture), turn, cancelled);
            if (map != null) {
                return new Result(Optional.of(map), Map.of(picture, reason));
            }
        }
        return new Result(Optional.empty(), all(job.pictures(), reason));
    }

    private @Nullable AnomalyMap orNull(MapJob job, long turn, BooleanSupplier cancelled) {
        try {
            return map(job, turn, cancelled);
        } catch (AnomalyRefusal refusal) {
            return null;
        }
    }

    private AnomalyMap map(MapJob job, long turn, BooleanSupplier cancelled) throws AnomalyRefusal {
        AnomalyFinding finding = maps.find(job.slice(), job.seed(), turn, cancelled);
        return new AnomalyMap(
                job.shown().tag().studyId(),
                job.pictures().stream().map(StudyPicture::source).toList(),
                job.revision(),
                job.shown().geometry(),
                job.wantsCounterpart() ? with(finding, job.shown().contrast()) : with(finding, null),
                job.pictures().stream()
                        .mapToDouble(StudyPicture::published)
                        .max()
                        .orElseThrow(),
                0);
    }

    /** The finding with the counterpart of one contrast, or of none. */
    private static AnomalyFinding with(AnomalyFinding f, @Nullable Contrast shown) {
        RealImage counterpart = shown == null ? null : f.counterparts().get(shown);
        return new AnomalyFinding(
                f.map(),
                f.deviation(),
                shown == null || counterpart == null ? Map.of() : Map.of(shown, counterpart),
                f.score(),
                f.scoreThreshold(),
                f.threshold(),
                f.share(),
                f.areaMm2(),
                f.anomalous(),
                f.made());
    }

    private static Map<StudyPicture, String> all(List<StudyPicture> pictures, String reason) {
        Map<StudyPicture, String> refused = new LinkedHashMap<>();
        pictures.forEach(picture -> refused.put(picture, reason));
        return refused;
    }
}
