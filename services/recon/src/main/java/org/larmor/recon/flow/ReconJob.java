package org.larmor.recon.flow;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ScanHeader;

/**
 * One image of a scan as it stood at some moment, and the steps that it is still to go through.
 *
 * @param order counts the scans in the order in which they began
 * @param partition of the readouts topic that the scan comes on
 * @param image the snapshot
 * @param frames the snapshots of its slice of a cine, itself among them, in the order of time; it alone where there are no others
 * @param whole every line of the image is in: its last step makes the last picture. Otherwise the job is a preview
 * @param steps what is left to do, never empty; the first is next
 * @param firstReadout when the scan's first readout arrived, milliseconds since the epoch
 * @param latestReadout when the latest readout before the snapshot arrived
 * @param cancelled set when nobody waits for the result any more
 */
public record ReconJob(
        ScanHeader header,
        ScanOptions options,
        long order,
        int partition,
        AssembledImage image,
        List<AssembledImage> frames,
        boolean whole,
        List<Step> steps,
        double firstReadout,
        double latestReadout,
        AtomicBoolean cancelled) {
    public ReconJob {
        frames = List.copyOf(frames);
        if (!frames.contains(image)) {
            throw new IllegalArgumentException("a job whose image is none of its frames");
        }
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a job without a step");
        }
    }

    /** An image that has no other frames, of a scan on partition 0. */
    public ReconJob(
            ScanHeader header,
            ScanOptions options,
            long order,
            AssembledImage image,
            boolean whole,
            List<Step> steps,
            double firstReadout,
            double latestReadout,
            AtomicBoolean cancelled) {
        this(header, options, order, 0, image, List.of(image), whole, steps, firstReadout, latestReadout, cancelled);
    }

    public String scanId() {
        return header.scanId();
    }

    public ImageIndex index() {
        return image.index();
    }

    /** Whether other frames of its slice help it. */
    public boolean isCine() {
        return frames.size() > 1;
    }

    /** The step to be made now. */
    public Step step() {
        return steps.get(0);
    }

    /** Whether the picture of this step is the image's last one. */
    public boolean isLast() {
        return whole && steps.size() == 1;
    }

    /** The same image with other steps to go through. */
    public ReconJob with(List<Step> next) {
        return new ReconJob(
                header, options, order, partition, image, frames, whole, next, firstReadout, latestReadout, cancelled);
    }

    /** The same image that is to go through these steps too, earlier ones first. */
    public ReconJob owing(List<Step> more) {
        return steps.containsAll(more)
                ? this
                : with(Stream.concat(steps.stream(), more.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** Memory that the snapshot holds. */
    public long bytes() {
        return 4L * image.kspace().data().length;
    }
}
