package org.larmor.recon.reconstruct;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ImageIndex;
import org.larmor.models.diffusion.WarmStart.Origin;
import org.larmor.recon.flow.ReconJob;

/**
 * What one step of an image leaves for the next: its coils, its preparation, its coarse picture; and what the frames of a
 * cine's slice leave for each other. Thread-safe.
 */
final class ImageMemory {
    /** What is known of one image; each field is written by one step and read by later ones. */
    static final class Notes {
        private volatile @Nullable CoilSetup coils;
        private List<AssembledImage> source = List.of();
        private @Nullable PreparedImage prepared;
        private @Nullable AssembledImage coarseSource;
        private @Nullable CoilMaps coarseMaps;
        private DiffusionStep.@Nullable Coarse coarse;

        @Nullable
        CoilSetup coils() {
            return coils;
        }

        void coils(CoilSetup setup) {
            coils = setup;
        }

        /** The preparation of this snapshot among these frames, or null if it was made from others. */
        @Nullable
        synchronized PreparedImage prepared(ReconJob job) {
            return prepared != null && source.equals(source(job)) ? prepared : null;
        }

        synchronized void prepared(ReconJob job, PreparedImage made) {
            prepared = made;
            source = source(job);
        }

        /** The snapshot, then its frames. */
        private static List<AssembledImage> source(ReconJob job) {
            return Stream.concat(Stream.of(job.image()), job.frames().stream()).toList();
        }

        /**
         * The latest coarse picture, or null if there is none with these maps (others might turn its phase).
         *
         * @param sameData asks for one of just this snapshot, which needs no pass more, else for one of another
         * @param warmPasses that one of another needs
         */
        synchronized DiffusionStep.@Nullable Coarse coarse(
                AssembledImage image, CoilMaps maps, boolean sameData, int warmPasses) {
            DiffusionStep.Coarse made = coarse;
            if (made == null || !maps.equals(coarseMaps) || image.equals(coarseSource) != sameData) {
                return null;
            }
            return sameData
                    ? made
                    : new DiffusionStep.Coarse(made.picture(), made.deviation(), Origin.EARLIER_DATA, warmPasses);
        }

        synchronized void coarse(AssembledImage image, CoilMaps maps, DiffusionStep.Coarse made) {
            coarse = made;
            coarseMaps = maps;
            coarseSource = image;
        }
    }

    /** A slice of a cine; the frames of previews and all frames are kept apart. */
    private record SliceKey(int repetition, int contrast, int slice, boolean whole) {
        static SliceKey of(ReconJob job) {
            ImageIndex index = job.index();
            return new SliceKey(index.repetition(), index.contrast(), index.slice(), job.whole());
        }
    }

    private final Map<String, Map<ImageIndex, Notes>> scans = new ConcurrentHashMap<>();
    private final Map<String, Map<SliceKey, CineSlice>> slices = new ConcurrentHashMap<>();
    private final ReconstructSettings settings;

    ImageMemory(ReconstructSettings settings) {
        this.settings = settings;
    }

    Notes of(ReconJob job) {
        return scans.computeIfAbsent(job.scanId(), id -> new ConcurrentHashMap<>())
                .computeIfAbsent(job.index(), index -> new Notes());
    }

    /** The slice that the job's frames make up. */
    CineSlice cine(ReconJob job) {
        return Objects.requireNonNull(slices.computeIfAbsent(job.scanId(), id -> new ConcurrentHashMap<>())
                .compute(
                        SliceKey.of(job),
                        (key, before) -> before != null && before.isOf(job.frames(), job.whole())
                                ? before
                                : new CineSlice(job.frames(), job.whole(), settings, before)));
    }

    /** The image is finished; with the last one of its slice, all that was known of that. */
    void forget(ReconJob job) {
        Map<ImageIndex, Notes> images = scans.get(job.scanId());
        if (images != null) {
            images.remove(job.index());
        }
        Map<SliceKey, CineSlice> known = slices.get(job.scanId());
        SliceKey key = SliceKey.of(job);
        CineSlice slice = known == null ? null : known.get(key);
        if (known != null && slice != null && slice.finished(job.index())) {
            known.remove(key);
            known.remove(new SliceKey(key.repetition(), key.contrast(), key.slice(), false));
        }
    }

    void forget(String scanId) {
        scans.remove(scanId);
        slices.remove(scanId);
    }
}
