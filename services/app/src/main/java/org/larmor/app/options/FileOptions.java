package org.larmor.app.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Group;
import org.larmor.console.ScanSource;
import org.larmor.console.file.ReplayOptions;
import org.larmor.console.file.ScanFiles;
import org.larmor.console.file.Undersampling;
import org.larmor.core.phantom.MaskKind;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A scan in a file: MRD (ISMRMRD HDF5), or fastMRI with a mask to undersample it. */
@Group("Undersampling of a fastMRI file")
public final class FileOptions {
    @Parameters(paramLabel = "FILE.h5", description = "an MRD (ISMRMRD HDF5) file, or a fastMRI file")
    private Path file = Path.of("");

    @Option(
            names = "--mask",
            paramLabel = "MASK",
            completionCandidates = Choices.Masks.class,
            description = "undersamples a fastMRI file: uniform, random, variable-density or partial-fourier")
    private @Nullable String mask;

    @Option(names = "--R", paramLabel = "R", defaultValue = "4", description = "acceleration of the mask (default: 4)")
    private double acceleration = 4;

    @Option(
            names = "--acs",
            paramLabel = "N",
            defaultValue = "24",
            description = "lines kept in the centre (default: 24)")
    private int acs = 24;

    @Option(names = "--mask-seed", paramLabel = "S", defaultValue = "1", description = "seed of the mask (default: 1)")
    private long maskSeed = 1;

    @Mixin
    private final PseudonymOptions pseudonyms = new PseudonymOptions();

    public Path file() {
        return file;
    }

    /** Opens the file; {@code scanId} null for a name made of the file's own. */
    public ScanSource open(@Nullable String scanId) throws BadInput {
        if (!Files.isRegularFile(file)) {
            throw new BadInput(file + ": there is no such file");
        }
        return ScanFiles.open(new ReplayOptions(file, scanId, undersampling(), pseudonyms.open()));
    }

    private @Nullable Undersampling undersampling() throws BadInput {
        if (mask == null) {
            return null;
        }
        for (MaskKind kind : MaskKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(mask)) {
                return new Undersampling(kind, acceleration, acs, maskSeed);
            }
        }
        throw new BadInput("mask '" + mask
                + "' is none of full, uniform, random, variable-density, kt-uniform, kt-random, partial-fourier");
    }
}
