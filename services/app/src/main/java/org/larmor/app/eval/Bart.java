package org.larmor.app.eval;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;

/**
 * BART (Berkeley Advanced Reconstruction Toolbox) as a peer: ESPIRiT maps, then parallel imaging with l2 and with l1-wavelet
 * regularisation, with the settings that its own documentation shows.
 */
final class Bart {
    private static final List<String> MAPS = List.of("ecalib", "-m1", "-c0", "kspace", "maps");
    private static final List<String> SENSE = List.of("pics", "-S", "-l2", "-r0.005", "kspace", "maps", "sense");
    private static final List<String> WAVELET =
            List.of("pics", "-S", "-R", "W:6:0:0.005", "-i100", "kspace", "maps", "wavelet");

    private final Path program;

    private Bart(Path program) {
        this.program = program;
    }

    /** BART where it is on the PATH. */
    static Optional<Bart> onPath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "bart"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Bart::new);
    }

    /**
     * A row for each of its methods.
     *
     * @throws IOException if BART cannot reconstruct the case, in one line
     */
    List<EvalRow> rows(EvalCase evalCase) throws IOException, InterruptedException {
        List<RealImage> sense = new ArrayList<>();
        List<RealImage> wavelet = new ArrayList<>();
        double maps = 0;
        double senseSeconds = 0;
        double waveletSeconds = 0;
        for (AssembledImage image : evalCase.images()) {
            Path folder = Files.createTempDirectory("bart");
            try {
                KSpace kspace = image.kspace();
                write(folder.resolve("kspace"), kspace);
                maps += run(folder, MAPS);
                senseSeconds += run(folder, SENSE);
                waveletSeconds += run(folder, WAVELET);
                sense.add(read(folder.resolve("sense"), kspace.rows(), kspace.columns()));
                wavelet.add(read(folder.resolve("wavelet"), kspace.rows(), kspace.columns()));
            } finally {
                delete(folder);
            }
        }
        int images = evalCase.images().size();
        return List.of(
                EvalRow.of(evalCase, "sense (BART)", sense, List.of(), (maps + senseSeconds) / images, 0, ""),
                EvalRow.of(evalCase, "l1-wavelet (BART)", wavelet, List.of(), (maps + waveletSeconds) / images, 0, ""));
    }

    /** The seconds that it took. */
    private double run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        long start = System.nanoTime();
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                String last =
                        Files.readString(said).lines().reduce("", (before, line) -> line.isBlank() ? before : line);
                throw new IOException("bart " + arguments.getFirst() + " failed: " + last.strip());
            }
        } finally {
            process.destroy();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** A .hdr and a .cfl file: axes (1, y, x, coil), the first running fastest. */
    static void write(Path name, KSpace kspace) throws IOException {
        int rows = kspace.rows();
        int columns = kspace.columns();
        String header = "# Dimensions\n1 " + rows + " " + columns + " " + kspace.coils() + "\n";
        Files.writeString(Path.of(name + ".hdr"), header);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(4, kspace.data().length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int coil = 0; coil < kspace.coils(); coil++) {
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    int at = 2 * ((coil * rows + row) * columns + column);
                    bytes.putFloat(kspace.data()[at]).putFloat(kspace.data()[at + 1]);
                }
            }
        }
        Files.write(Path.of(name + ".cfl"), bytes.array());
    }

    /** The magnitude of a complex array (1, y, x). */
    static RealImage read(Path name, int rows, int columns) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(name + ".cfl"));
        if (bytes.length != 8L * rows * columns) {
            throw new IOException("bart left " + bytes.length + " bytes in " + name.getFileName() + ".cfl, not "
                    + 8L * rows * columns);
        }
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] magnitude = new float[rows * columns];
        for (int i = 0; i < magnitude.length; i++) {
            magnitude[i % rows * columns + i / rows] = (float) Math.hypot(values.getFloat(), values.getFloat());
        }
        return new RealImage(rows, columns, magnitude);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
