package org.larmor.app.eval;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.larmor.app.cli.BadInput;
import org.larmor.console.ScanSource;
import org.larmor.core.assembly.Acceptance;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.domain.ScanEvent;

/** Assembles a whole scan as the service does. */
final class MeasuredScan {
    private MeasuredScan() {}

    /** @throws BadInput if the scan is refused, or holds no image */
    static List<AssembledImage> images(ScanSource scan) throws BadInput {
        String id = scan.header().scanId();
        var assembler = new KSpaceAssembler(id, AssemblySettings.DEFAULT);
        Iterator<ScanEvent> events = scan.events();
        while (events.hasNext()) {
            if (assembler.accept(events.next()) instanceof Acceptance.Refused refused && refused.sequence() < 0) {
                throw new BadInput("scan " + id + " is refused: " + refused.reason());
            }
        }
        List<AssembledImage> images = new ArrayList<>();
        for (ImageIndex index : assembler.images()) {
            assembler.snapshot(index).ifPresent(images::add);
        }
        if (images.isEmpty()) {
            throw new BadInput("scan " + id + " holds no image");
        }
        return images;
    }

    /**
     * How the lines of a mask were chosen: full; uniform where, beside the lines around the centre, every line lies on one
     * comb and none of the comb is missing; else random.
     */
    static String kind(SamplingMask mask) {
        int rows = mask.rows();
        boolean[] lines = new boolean[rows];
        int measured = 0;
        for (int row = 0; row < rows; row++) {
            lines[row] = mask.isSampled(row, mask.columns() / 2);
            measured += lines[row] ? 1 : 0;
        }
        if (measured == rows) {
            return "full";
        }
        int low = rows / 2;
        int high = rows / 2;
        while (low > 0 && lines[low - 1]) {
            low--;
        }
        while (high < rows - 1 && lines[high + 1]) {
            high++;
        }
        for (int step = 2; step <= rows / 4; step++) {
            for (int first = 0; first < step; first++) {
                if (isComb(lines, low, high, first, step)) {
                    return "uniform";
                }
            }
        }
        return "random";
    }

    private static boolean isComb(boolean[] lines, int low, int high, int first, int step) {
        for (int row = 0; row < lines.length; row++) {
            boolean centre = row >= low && row <= high;
            if (!centre && lines[row] != (row % step == first)) {
                return false;
            }
        }
        return true;
    }
}
