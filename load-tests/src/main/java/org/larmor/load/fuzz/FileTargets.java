package org.larmor.load.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.larmor.app.cli.BadInput;
import org.larmor.app.data.NiftiVolume;
import org.larmor.app.data.NpyArray;
import org.larmor.app.synthesis.Phase;
import org.larmor.console.ConsoleException;
import org.larmor.console.ScanSource;
import org.larmor.console.file.ReplayOptions;
import org.larmor.console.file.ScanFiles;
import org.larmor.core.domain.ScanEvent;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconConfigFile;

/** The readers of files: scans, pictures, the configuration, the descriptions of models. */
final class FileTargets {
    private static final int MEMORY = 128;

    private FileTargets() {}

    static List<Target> all() {
        return List.of(
                new Target("mrd", FileTargets::scan, MEMORY, FileSeeds::mrd),
                new Target("fastmri", FileTargets::scan, MEMORY, FileSeeds::fastMri),
                new Target("configuration", FileTargets::configuration, MEMORY, FileSeeds::configurations),
                new Target("model", FileTargets::model, MEMORY, FileSeeds::models),
                picture("npy", ".npy", file -> NpyArray.read(file).pictures(file), FileSeeds::arrays),
                picture("nifti", ".nii", NiftiVolume::series, FileSeeds::volumes),
                picture("nifti-gz", ".nii.gz", NiftiVolume::series, FileSeeds::zippedVolumes),
                picture("png", ".png", Phase::read, FileSeeds::pictures));
    }

    private interface Reader {
        Object read(Path file) throws BadInput, IOException;
    }

    private static Target picture(String name, String suffix, Reader reader, Supplier<List<byte[]>> seeds) {
        return new Target(name, input -> inFile(suffix, input, file -> picture(reader, file)), MEMORY, seeds);
    }

    private static String picture(Reader reader, Path file) throws IOException {
        try {
            reader.read(file);
            return Law.TAKEN;
        } catch (BadInput e) {
            return refusal(e);
        }
    }

    private static String scan(byte[] input) throws IOException {
        return inFile(".h5", input, FileTargets::scan);
    }

    /** Every event of the scan is read. */
    private static String scan(Path file) {
        try (ScanSource source = ScanFiles.open(ReplayOptions.of(file))) {
            for (Iterator<ScanEvent> events = source.events(); events.hasNext(); ) {
                events.next();
            }
            return Law.TAKEN;
        } catch (ConsoleException e) {
            return refusal(e);
        }
    }

    /** A configuration that was taken is written and read back as itself. */
    private static String configuration(byte[] input) {
        ReconConfig config;
        try {
            config = ReconConfigFile.parse(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return refusal(e);
        }
        if (!ReconConfigFile.parse(ReconConfigFile.write(config)).equals(config)) {
            throw new AssertionError("the configuration does not come back as it was written");
        }
        return Law.TAKEN;
    }

    /** The package beside a network of no bytes: its digest is told wrong by every description that is understood. */
    private static String model(byte[] input) throws IOException {
        Path zooFolder = Scratch.file("zoo");
        Path folder = Files.createDirectories(zooFolder.resolve("package"));
        Files.write(folder.resolve("model.yaml"), input);
        Files.write(folder.resolve("network.pt"), new byte[0]);
        ModelZoo zoo = ModelZoo.read(zooFolder);
        return zoo.faults().isEmpty() ? Law.TAKEN : zoo.faults().get(0);
    }

    private interface OfFile {
        String answer(Path file) throws IOException;
    }

    private static String inFile(String suffix, byte[] input, OfFile law) throws IOException {
        Path file = Scratch.file("input" + suffix);
        Files.write(file, input);
        try {
            return law.answer(file);
        } finally {
            Files.delete(file);
        }
    }

    private static String refusal(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.isBlank() ? "\n" : message;
    }
}
