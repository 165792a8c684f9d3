package org.larmor.app.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Numbers;
import org.larmor.app.data.FullKSpace;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Trajectory;
import org.larmor.core.domain.Vector3;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.Masks;

/**
 * Makes cases of fully sampled scans: each acceleration with each mask. The truth is the root sum of squares of the scan with
 * every line.
 *
 * @param acs lines kept in the centre
 * @param seed of the masks
 */
public record Undersampler(List<Double> accelerations, List<MaskKind> masks, int acs, long seed) {
    /** The mask of this name. */
    static MaskKind mask(String name) throws BadInput {
        List<String> known = new ArrayList<>();
        for (MaskKind kind : MaskKind.values()) {
            known.add(label(kind));
            if (known.getLast().equals(name)) {
                return kind;
            }
        }
        throw new BadInput("mask '" + name + "' is none of " + String.join(", ", known));
    }

    static String label(MaskKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param cine whether the images are the frames of a slice, whose lines differ; else they are slices */
    List<PlannedCase> cases(String name, boolean cine, FullScan scan) {
        List<PlannedCase> cases = new ArrayList<>();
        for (MaskKind kind : masks) {
            for (double acceleration : accelerations) {
                String label = name + ", " + label(kind) + ", R = " + Numbers.plain(acceleration);
                cases.add(new PlannedCase(label, () -> undersampled(name, scan.images(), cine, kind, acceleration)));
            }
        }
        return cases;
    }

    /** The images of a fully sampled scan, loaded when they are needed. */
    @FunctionalInterface
    interface FullScan {
        List<KSpace> images() throws BadInput, java.io.IOException;
    }

    /** One case: the images of this scan, undersampled. */
    public EvalCase undersampled(String name, List<KSpace> full, boolean cine, MaskKind kind, double acceleration) {
        List<AssembledImage> images = new ArrayList<>();
        List<RealImage> truth = new ArrayList<>();
        for (KSpace kspace : full) {
            int number = images.size();
            int frame = cine ? number : 0;
            boolean[] lines = Masks.lines(kind, kspace.rows(), acceleration, Math.min(acs, kspace.rows()), frame, seed);
            ImageIndex index = new ImageIndex(0, 0, frame, cine ? 0 : number);
            images.add(assembled(index, FullKSpace.undersampled(kspace, lines)));
            truth.add(ZeroFilled.rootSumOfSquares(kspace));
        }
        return new EvalCase(
                name,
                label(kind),
                acceleration,
                header(full.getFirst(), cine ? 1 : full.size(), cine ? full.size() : 1, acceleration),
                images,
                truth);
    }

    private static AssembledImage assembled(ImageIndex index, KSpace kspace) {
        EncodedSpace space = space(kspace);
        return new AssembledImage(
                index,
                kspace,
                null,
                1,
                true,
                new Geometry(Readout.Placement.AXIAL, space.fieldOfViewMm()),
                space,
                space.fieldOfViewMm(),
                false,
                "");
    }

    private static ScanHeader header(KSpace kspace, int slices, int phases, double acceleration) {
        Limit one = Limit.SINGLE;
        var limits = new EncodingLimits(
                new Limit(0, kspace.columns() - 1, kspace.columns() / 2),
                new Limit(0, kspace.rows() - 1, kspace.rows() / 2),
                one,
                one,
                new Limit(0, slices - 1, 0),
                one,
                new Limit(0, phases - 1, 0),
                one,
                one,
                one);
        EncodedSpace space = space(kspace);
        return new ScanHeader(
                "eval",
                "",
                "",
                "",
                "",
                space,
                space,
                limits,
                kspace.coils(),
                Trajectory.CARTESIAN,
                acceleration,
                0,
                0,
                0,
                null,
                List.of());
    }

    /** Pixels of one millimetre: what the field of view is, an array does not tell. */
    private static EncodedSpace space(KSpace kspace) {
        return new EncodedSpace(kspace.columns(), kspace.rows(), 1, new Vector3(kspace.columns(), kspace.rows(), 1));
    }
}
