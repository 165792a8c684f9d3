package org.larmor.recon.reconstruct;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.domain.ImageIndex;
import org.larmor.recon.flow.ReconJob;

/** What one step of an image leaves for the next: its coils, its preparation, its coarse picture. Thread-safe. */
final class ImageMemory {
    /** What is known of one image; each field is written by one step and read by later ones. */
    static final class Notes {
        private volatile @Nullable CoilSetup coils;
        private @Nullable AssembledImage source;
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

        /** The preparation of this snapshot, or null if it was made from another one. */
        @Nullable
        synchronized PreparedImage prepared(AssembledImage image) {
            return image.equals(source) ? prepared : null;
        }

        synchronized void prepared(AssembledImage image, PreparedImage made) {
            prepared = made;
            source = image;
        }

        /**
         * The latest coarse picture, or null if there is none with these maps (others might turn its phase).
         *
         * @param sameData asks for one of just this snapshot, else for one of another
         */
        synchronized DiffusionStep.@Nullable Coarse coarse(AssembledImage image, CoilMaps maps, boolean sameData) {
            DiffusionStep.Coarse made = coarse;
            if (made == null || !maps.equals(coarseMaps) || image.equals(coarseSource) != sameData) {
                return null;
            }
            return new DiffusionStep.Coarse(made.picture(), made.deviation(), sameData);
        }

        synchronized void coarse(AssembledImage image, CoilMaps maps, DiffusionStep.Coarse made) {
            coarse = made;
            coarseMaps = maps;
            coarseSource = image;
        }
    }

    private final Map<String, Map<ImageIndex, Notes>> scans = new ConcurrentHashMap<>();

    Notes of(ReconJob job) {
        return scans.computeIfAbsent(job.scanId(), id -> new ConcurrentHashMap<>())
                .computeIfAbsent(job.index(), index -> new Notes());
    }

    /** The image is finished. */
    void forget(ReconJob job) {
        Map<ImageIndex, Notes> images = scans.get(job.scanId());
        if (images != null) {
            images.remove(job.index());
        }
    }

    void forget(String scanId) {
        scans.remove(scanId);
    }
}
