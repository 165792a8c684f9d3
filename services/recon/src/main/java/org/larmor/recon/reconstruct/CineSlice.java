package org.larmor.recon.reconstruct;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.baseline.FoldOver;
import org.larmor.core.baseline.NoiseLevel;
import org.larmor.core.cine.LowRankSparse;
import org.larmor.core.cine.TimeAverage;
import org.larmor.core.coils.AcsRegion;
import org.larmor.core.coils.NoiseWhitening;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;

/** What the frames of a slice tell together, found when it is first asked for: coils, noise, and low rank and sparse pictures. Thread-safe. */
final class CineSlice {
    private final List<AssembledImage> frames;
    private final boolean whole;
    private final ReconstructSettings settings;
    private final Object making = new Object();
    private final Set<ImageIndex> finished = new HashSet<>();
    private volatile @Nullable CoilSetup coils;
    private boolean settled;
    private @Nullable Double noise;
    private @Nullable FoldOver foldOver;
    private boolean unfolded;
    private List<ComplexImage> pictures = List.of();

    /**
     * @param whole whether these are all frames that will come; else a preview's, which need not be as good
     * @param before the frames of a preview before this one, whose coils serve as long as no more calibration lines came; or null
     */
    CineSlice(List<AssembledImage> frames, boolean whole, ReconstructSettings settings, @Nullable CineSlice before) {
        this.frames = frames;
        this.whole = whole;
        this.settings = settings;
        this.coils = whole || before == null ? null : before.known();
    }

    /** Whether it is of just these frames. */
    boolean isOf(List<AssembledImage> others, boolean all) {
        return whole == all && frames.equals(others);
    }

    private @Nullable CoilSetup known() {
        return coils;
    }

    /** A frame needs it no more; whether none does. */
    synchronized boolean finished(ImageIndex frame) {
        finished.add(frame);
        return finished.size() == frames.size();
    }

    /** The coils as their time average shows them, or a calibration that was measured apart. */
    synchronized CoilSetup coils() {
        CoilSetup found = coils;
        if (found == null || !settled) {
            KSpace separate = frames.getFirst().calibration();
            KSpace lines = separate == null
                    ? TimeAverage.of(frames.stream().map(AssembledImage::kspace).toList())
                    : separate;
            boolean serves = found != null && found.calibration().region().equals(AcsRegion.find(lines.mask()));
            found = found != null && serves ? found : CoilSetup.of(lines, settings);
            coils = found;
            settled = true;
        }
        return found;
    }

    /** Standard deviation of the k-space noise: the root mean square of what the frames tell. */
    synchronized double noiseLevel() {
        Double known = noise;
        if (known == null) {
            known = frames.getFirst().whitened()
                    ? NoiseWhitening.PART_DEVIATION
                    : Math.sqrt(kspaces().stream()
                            .mapToDouble(NoiseLevel::estimate)
                            .map(level -> level * level)
                            .average()
                            .orElse(0));
            noise = known;
        }
        return known;
    }

    /** What folds over the time average, and so over every frame: of what beats little of it lies out there. Or null. */
    synchronized @Nullable FoldOver foldOver() {
        if (!unfolded) {
            CoilSetup setup = coils();
            foldOver =
                    setup.calibration().folded() == null ? null : setup.foldOver(TimeAverage.of(kspaces()), settings);
            unfolded = true;
        }
        return foldOver;
    }

    /** A frame's k-space with few coils, without what folds over it. */
    KSpace without(AssembledImage frame) {
        KSpace few = coils().applied(frame.kspace());
        FoldOver over = foldOver();
        return over == null ? few : over.removedFrom(few);
    }

    /** The low rank and sparse picture of one of the frames. While they are made, coils and noise can be asked for. */
    ComplexImage picture(AssembledImage frame) {
        synchronized (making) {
            if (pictures.isEmpty()) {
                pictures = new LowRankSparse(settings.cine().settings(whole, settings.threads()))
                        .reconstruct(
                                frames.stream().map(this::without).toList(),
                                coils().calibration().maps());
            }
            return pictures.get(frames.indexOf(frame));
        }
    }

    private List<KSpace> kspaces() {
        CoilSetup setup = coils();
        return frames.stream().map(frame -> setup.applied(frame.kspace())).toList();
    }
}
