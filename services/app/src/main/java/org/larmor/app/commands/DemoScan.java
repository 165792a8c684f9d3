package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.larmor.app.results.ResultFolder;
import org.larmor.app.results.ScanResults;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.core.phantom.SimulatedScan;

/** One scan of the demonstration, and what comes of it. */
record DemoScan(SimulatedScan scan, ResultFolder folder, ScanResults results) {
    private static final int BRAIN_MATRIX = 192;
    private static final int BRAIN_SLICES = 2;
    private static final double BRAIN_TR_MILLIS = 120;
    private static final int HEART_MATRIX = 128;
    private static final int HEART_PHASES = 12;

    /** A brain at R = 4, slice after slice, then a beating heart at R = 4. */
    static List<DemoScan> all(Path out, long seed) throws IOException {
        return List.of(of(brain(seed), out.resolve("brain")), of(heart(seed), out.resolve("heart")));
    }

    private static DemoScan of(SimulateOptions options, Path out) throws IOException {
        SimulatedScan scan = options.scan();
        ResultFolder folder = ResultFolder.open(out, scan::expected);
        return new DemoScan(scan, folder, new ScanResults(scan.header().scanId(), folder));
    }

    private static SimulateOptions brain(long seed) {
        return new SimulateOptions(
                "brain",
                "brain-R4",
                BRAIN_MATRIX,
                BRAIN_SLICES,
                1,
                8,
                2,
                null,
                4.0,
                20,
                "centre-out",
                null,
                true,
                BRAIN_TR_MILLIS,
                seed);
    }

    private static SimulateOptions heart(long seed) {
        return new SimulateOptions(
                "heart", "heart-R4", HEART_MATRIX, 1, HEART_PHASES, 8, 2, null, 4.0, 16, null, null, true, null, seed);
    }
}
