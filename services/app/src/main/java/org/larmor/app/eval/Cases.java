package org.larmor.app.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.larmor.app.cli.BadInput;
import org.larmor.app.data.FullKSpace;
import org.larmor.app.data.NpyArray;
import org.larmor.console.ScanSource;
import org.larmor.console.file.ReplayOptions;
import org.larmor.console.file.ScanFiles;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;
import org.larmor.core.phantom.MaskKind;

/** Where cases come from: a folder, or simulation. */
public final class Cases {
    private static final String SCAN = ".h5";
    private static final String SERIES = ".nii";

    private final Undersampler undersampler;

    /**
     * @param masks names of the masks that fully sampled scans are undersampled with
     * @param acs lines kept in the centre
     * @throws BadInput if a mask or an acceleration is none
     */
    public Cases(List<Double> accelerations, List<String> masks, int acs, long seed) throws BadInput {
        List<MaskKind> kinds = new ArrayList<>();
        for (String mask : masks) {
            kinds.add(Undersampler.mask(mask));
        }
        for (double acceleration : accelerations) {
            if (!(acceleration >= 1 && acceleration <= 64)) {
                throw new BadInput("acceleration " + acceleration + " is not 1 to 64");
            }
        }
        this.undersampler = new Undersampler(List.copyOf(accelerations), kinds, acs, seed);
    }

    /**
     * The cases of a folder: {@code NAME.h5} (an undersampled scan) with {@code NAME.truth.npy}, as they are; and of each other
     * name {@code NAME.kspace.npy} (fully sampled), undersampled; and of each NIfTI series {@code NAME.nii} or {@code
     * NAME.nii.gz} a simulated cine.
     *
     * @throws BadInput if there is none, or a scan has no truth
     */
    public List<PlannedCase> of(Path folder) throws BadInput, IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadInput(folder + ": there is no such folder");
        }
        List<PlannedCase> cases = new ArrayList<>();
        for (Path file : files(folder)) {
            String fileName = String.valueOf(file.getFileName());
            if (fileName.endsWith(SCAN)) {
                String name = fileName.substring(0, fileName.length() - SCAN.length());
                Path truth = folder.resolve(name + ".truth.npy");
                if (!Files.exists(truth)) {
                    throw new BadInput(file + ": has no truth beside it, " + truth.getFileName() + " is missing");
                }
                cases.add(new PlannedCase(name, () -> measured(name, file, truth)));
            } else if (isSeries(fileName)) {
                String name = fileName.substring(0, fileName.lastIndexOf(SERIES));
                cases.addAll(undersampler.cases(name, true, () -> CinePictures.kspace(file, undersampler.seed())));
            } else {
                String name = fileName.substring(0, fileName.length() - FullKSpace.ENDING.length());
                if (!Files.exists(folder.resolve(name + SCAN))) {
                    cases.addAll(undersampler.cases(name, false, () -> FullKSpace.read(file)));
                }
            }
        }
        if (cases.isEmpty()) {
            throw new BadInput(folder + ": holds no case, neither NAME.h5 with NAME.truth.npy nor NAME"
                    + FullKSpace.ENDING + " nor a NIfTI series");
        }
        return cases;
    }

    /** Simulated scans: a brain, a heart and a knee with eight coils, a brain with one. */
    public List<PlannedCase> builtIn(long seed) {
        Map<String, SimulateOptions> scans = new LinkedHashMap<>();
        scans.put("simulated brain, 8 coils", full("brain", 8, seed));
        scans.put("simulated heart, 8 coils", full("heart", 8, seed));
        scans.put("simulated knee, 8 coils", full("knee", 8, seed));
        scans.put("simulated brain, 1 coil", full("brain", 1, seed + 1));
        List<PlannedCase> cases = new ArrayList<>();
        scans.forEach((name, options) -> cases.addAll(undersampler.cases(name, false, () -> simulated(options))));
        return cases;
    }

    private static SimulateOptions full(String anatomy, int coils, long seed) {
        return new SimulateOptions(
                anatomy, null, 192, 1, 1, coils, 1, "full", 1.0, null, "linear", null, true, null, seed);
    }

    private static List<KSpace> simulated(SimulateOptions options) throws BadInput {
        try (ScanSource scan = new SimulatedSource(options.scan())) {
            return MeasuredScan.images(scan).stream()
                    .map(AssembledImage::kspace)
                    .toList();
        }
    }

    private static boolean isSeries(String fileName) {
        return fileName.endsWith(SERIES) || fileName.endsWith(SERIES + ".gz");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(SCAN)
                            || file.toString().endsWith(FullKSpace.ENDING)
                            || isSeries(file.toString()))
                    .sorted()
                    .toList();
        }
    }

    private static EvalCase measured(String name, Path file, Path truthFile) throws BadInput, IOException {
        List<RealImage> truth = NpyArray.read(truthFile).pictures(truthFile);
        try (ScanSource scan = ScanFiles.open(ReplayOptions.of(file))) {
            List<AssembledImage> images = MeasuredScan.images(scan);
            for (RealImage image : truth) {
                var wanted = images.getFirst().recon();
                if (image.rows() != wanted.rows() || image.columns() != wanted.columns()) {
                    throw new BadInput(truthFile + ": pictures of " + image.rows() + " x " + image.columns()
                            + ", but the scan's are " + wanted.rows() + " x " + wanted.columns());
                }
            }
            var mask = images.getFirst().kspace().mask();
            double nominal = scan.header().acceleration();
            double acceleration = nominal > 1 ? nominal : 1 / mask.share();
            return new EvalCase(name, MeasuredScan.kind(mask), acceleration, scan.header(), images, truth);
        }
    }
}
