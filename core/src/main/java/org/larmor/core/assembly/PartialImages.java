package org.larmor.core.assembly;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;

/** The images of a scan that are being filled, and their separate calibrations. */
final class PartialImages {
    private final EncodingPlan plan;
    private final TreeMap<ImageIndex, PartialImage> images = new TreeMap<>();
    private final TreeMap<ImageIndex, PartialImage> calibrations = new TreeMap<>();
    private final Set<ImageIndex> released = new HashSet<>();

    PartialImages(EncodingPlan plan) {
        this.plan = plan;
    }

    boolean isReleased(ImageIndex index) {
        return released.contains(index);
    }

    /** The image, or the calibration, that a readout belongs to; null if none of its lines was here yet. */
    @Nullable
    PartialImage find(Readout readout) {
        ImageIndex index = readout.counters().image();
        return Lines.isCalibrationOnly(readout) ? calibrations.get(index) : images.get(index);
    }

    /** Begins the image, or the calibration, that a readout belongs to. */
    PartialImage begin(Readout readout) {
        ImageIndex index = readout.counters().image();
        PartialImage image = new PartialImage(plan, readout);
        if (Lines.isCalibrationOnly(readout)) {
            calibrations.put(index, image);
        } else {
            images.put(index, image);
        }
        return image;
    }

    /** Says of all phases of a slice that no readout after this one belongs to them. */
    void end(ImageIndex slice, long sequence) {
        images.forEach((index, image) -> {
            if (index.equals(new ImageIndex(slice.repetition(), slice.contrast(), index.phase(), slice.slice()))) {
                image.end(sequence);
            }
        });
    }

    @Nullable
    PartialImage get(ImageIndex index) {
        return images.get(index);
    }

    /** The image's own calibration, or else the first one of its slice, which serves all its images; or null. */
    @Nullable
    PartialImage calibration(ImageIndex index) {
        PartialImage own = calibrations.get(index);
        ImageIndex first = own == null ? firstCalibration(index.slice()) : null;
        return first == null ? own : calibrations.get(first);
    }

    private @Nullable ImageIndex firstCalibration(int slice) {
        for (ImageIndex index : calibrations.keySet()) {
            if (index.slice() == slice) {
                return index;
            }
        }
        return null;
    }

    NavigableSet<ImageIndex> indices() {
        return new TreeSet<>(images.keySet());
    }

    boolean isEmpty() {
        return images.isEmpty() && released.isEmpty();
    }

    /** Marks and names the images that have become whole, or all of them where the scan is over. */
    List<ImageIndex> complete(SequenceLedger ledger, boolean over) {
        List<ImageIndex> completed = List.of();
        for (Map.Entry<ImageIndex, PartialImage> entry : images.entrySet()) {
            PartialImage image = entry.getValue();
            if (!image.isComplete() && (over || image.isWhole(ledger))) {
                image.complete();
                completed = completed.isEmpty() ? new ArrayList<>() : completed;
                completed.add(entry.getKey());
            }
        }
        return completed;
    }

    void release(ImageIndex index) {
        if (images.remove(index) != null) {
            released.add(index);
        }
        if (!index.equals(firstCalibration(index.slice()))) {
            calibrations.remove(index);
        }
    }

    /** Bytes that the grids hold. */
    long bytes() {
        return (images.size() + calibrations.size()) * plan.gridBytes();
    }
}
