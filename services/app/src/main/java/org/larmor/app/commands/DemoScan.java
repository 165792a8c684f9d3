package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.larmor.app.results.CineFolder;
import org.larmor.app.results.CineFrames;
import org.larmor.app.results.CineQuality;
import org.larmor.app.results.ResultFolder;
import org.larmor.app.results.ScanResults;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.phantom.SimulatedScan;

/** One scan of the demonstration, and what comes of it. */
record DemoScan(SimulatedScan scan, ResultFolder folder, ScanResults results, CineFrames cine) {
    private static final long LATE_MILLIS = 3000;
    private static final int BRAIN_MATRIX = 192;
    private static final int BRAIN_SLICES = 2;
    private static final double BRAIN_TR_MILLIS = 120;
    private static final int HEART_MATRIX = 128;
    private static final int HEART_PHASES = 6;
    private static final int HEART_FRAMES = 24;

    /** A brain at R = 4, slice after slice, then a few phases of a beating heart at R = 4. */
    static List<DemoScan> all(Path out, long seed) throws IOException {
        return List.of(of(brain(seed), out.resolve("brain")), of(heart(seed, HEART_PHASES), out.resolve("heart")));
    }

    private static DemoScan of(SimulateOptions options, Path out) throws IOException {
        SimulatedScan scan = options.scan();
        ResultFolder folder = ResultFolder.open(out, scan::expected);
        String scanId = scan.header().scanId();
        return new DemoScan(scan, folder, new ScanResults(scanId, folder), new CineFrames(scanId));
    }

    boolean isCine() {
        return scan.settings().phases() > 1;
    }

    /** What the scan's header asks for. */
    List<UserParameter> wishes(int samples) {
        UserParameter spent = new UserParameter("larmor.samples", "" + samples);
        return isCine() ? List.of(spent, new UserParameter("larmor.frames", "" + HEART_FRAMES)) : List.of(spent);
    }

    /** Waits for the frames, writes them, and compares them with the simulation of their moments; a line for a person. */
    String concludeCine(long seed) throws IOException, InterruptedException {
        cine.await(HEART_FRAMES, LATE_MILLIS);
        List<Frame> frames = cine.first();
        if (frames.isEmpty()) {
            return "No frame came.";
        }
        CineFolder.write(folder.path().resolve("cine"), results.scanId(), frames);
        SimulatedScan every = heart(seed, HEART_FRAMES).scan();
        CineQuality quality = CineQuality.of(frames, time -> {
            int frame = (int) Math.round(time * HEART_FRAMES) % HEART_FRAMES;
            return every.expected(new ImageIndex(0, 0, frame, 0));
        });
        if (quality.frames() == 0) {
            return "No frame was synthesised: " + frames.getLast().provenance().remark();
        }
        return String.format(
                Locale.ROOT,
                "%d frames synthesised between %d measured phases: PSNR where the heart moves %.1f dB (linear blending %.1f,"
                        + " the nearer phase %.1f); the first %.0f ms after the second phase",
                quality.frames(),
                frames.size() - quality.frames(),
                quality.synthesised(),
                quality.blended(),
                quality.still(),
                cine.firstAfterMillis());
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

    private static SimulateOptions heart(long seed, int phases) {
        return new SimulateOptions(
                "heart", "heart-R4", HEART_MATRIX, 1, phases, 8, 2, null, 4.0, 16, null, null, true, null, seed);
    }
}
