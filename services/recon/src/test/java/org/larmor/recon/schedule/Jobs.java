package org.larmor.recon.schedule;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Vector3;
import org.larmor.recon.TestScan;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Priority;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.flow.Step;

/** Jobs for the queue's tests: scans "0", "1", ... in the order in which they began. */
final class Jobs {
    private Jobs() {}

    static ReconJob preview(int scan, int slice, Step... steps) {
        return job(scan, slice, 8, false, List.of(steps));
    }

    static ReconJob whole(int scan, int slice, Step... steps) {
        return job(scan, slice, 8, true, List.of(steps));
    }

    /** A preview of this share of the lines of scan "0". */
    static ReconJob partial(int slice, double share, Step... steps) {
        return job(0, slice, 8, share, false, List.of(steps));
    }

    /** A whole image of a scan of this priority. */
    static ReconJob whole(Priority priority, int scan, int slice, Step... steps) {
        ReconJob job = whole(scan, slice, steps);
        ScanOptions o = job.options();
        return new ReconJob(
                job.header(),
                new ScanOptions(
                        o.method(),
                        o.model(),
                        o.samples(),
                        o.steps(),
                        o.seed(),
                        o.sufficientNrmse(),
                        o.gating(),
                        priority),
                scan,
                scan % 4,
                job.image(),
                job.frames(),
                true,
                job.steps(),
                0,
                0,
                job.cancelled());
    }

    static ReconJob job(int scan, int slice, int rows, boolean whole, List<Step> steps) {
        return job(scan, slice, rows, whole ? 1 : .5, whole, steps);
    }

    private static ReconJob job(int scan, int slice, int rows, double share, boolean whole, List<Step> steps) {
        ScanHeader header = new TestScan(String.valueOf(scan), 1, 1, scan).header();
        SamplingMask mask = SamplingMask.ofLines(new boolean[rows], 4);
        AssembledImage image = new AssembledImage(
                new ImageIndex(0, 0, 0, slice),
                new KSpace(1, mask, new float[2 * rows * 4]),
                null,
                share,
                whole,
                new Geometry(Placement.AXIAL, Vector3.ZERO),
                header.recon(),
                Vector3.ZERO,
                false,
                "");
        return new ReconJob(
                header,
                new ScanOptions(Method.COARSE_TO_FINE, "", 0, 0, 1),
                scan,
                image,
                whole,
                steps,
                0,
                0,
                new AtomicBoolean());
    }
}
