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
import org.larmor.core.cine.TimeAverage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.RealImage;

/**
 * BART (Berkeley Advanced Reconstruction Toolbox) as a peer: ESPIRiT maps, then parallel imaging with l2 and with l1-wavelet
 * regularisation, with the settings that its own documentation shows. All frames of a cine together: locally low rank, with maps of the
 * time average.
 */
final class Bart {
    private static final List<String> MAPS = List.of("ecalib", "-m1", "-c0", "kspace", "maps");
    private static final List<String> SENSE = List.of("pics", "-S", "-l2", "-r0.005", "kspace", "maps", "sense");
    private static final List<String> WAVELET =
            List.of("pics", "-S", "-R", "W:6:0:0.005", "-i100", "kspace", "maps", "wavelet");

    private static final List<String> LOW_RANK =
            List.of("pics", "-S", "-R", "L:7:7:0.005", "-i100", "kspace", "maps", "lowrank");

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
        List<EvalRow> rows = new ArrayList<>(List.of(
                EvalRow.of(evalCase, "sense (BART)", sense, List.of(), (maps + senseSeconds) / images, 0, ""),
                EvalRow.of(
                        evalCase, "l1-wavelet (BART)", wavelet, List.of(), (maps + waveletSeconds) / images, 0, "")));
        if (evalCase.isCine()) {
            rows.add(together(evalCase));
        }
        return rows;
    }

    private EvalRow together(EvalCase evalCase) throws IOException, InterruptedException {
        List<KSpace> frames =
                evalCase.images().stream().map(AssembledImage::kspace).toList();
        int rows = frames.getFirst().rows();
        int columns = frames.getFirst().columns();
        Path folder = Files.createTempDirectory("bart");
        try {
            write(folder.resolve("kspace"), TimeAverage.of(frames));
            double seconds = run(folder, MAPS);
            write(folder.resolve("kspace"), frames);
            seconds += run(folder, LOW_RANK);
            List<RealImage> pictures = read(folder.resolve("lowrank"), rows, columns, frames.size());
            return EvalRow.of(evalCase, "locally low rank (BART)", pictures, List.of(), seconds / frames.size(), 0, "");
        } finally {
            delete(folder);
        }
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
        String header = "# Dimensions\n1 " + kspace.rows() + " " + kspace.columns() + " " + kspace.coils() + "\n";
        Files.writeString(Path.of(name + ".hdr"), header);
        ByteBuffer bytes = buffer(kspace, 1);
        put(kspace, bytes);
        Files.write(Path.of(name + ".cfl"), bytes.array());
    }

    /** The same with time as the eleventh axis. */
    private static void write(Path name, List<KSpace> frames) throws IOException {
        KSpace first = frames.getFirst();
        String header = "# Dimensions\n1 " + first.rows() + " " + first.columns() + " " + first.coils()
                + " 1 1 1 1 1 1 " + frames.size() + "\n";
        Files.writeString(Path.of(name + ".hdr"), header);
        ByteBuffer bytes = buffer(first, frames.size());
        frames.forEach(frame -> put(frame, bytes));
        Files.write(Path.of(name + ".cfl"), bytes.array());
    }

    private static ByteBuffer buffer(KSpace kspace, int frames) {
        return ByteBuffer.allocate(Math.multiplyExact(4 * frames, kspace.data().length))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(KSpace kspace, ByteBuffer bytes) {
        int rows = kspace.rows();
        int columns = kspace.columns();
        for (int coil = 0; coil < kspace.coils(); coil++) {
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    int at = 2 * ((coil * rows + row) * columns + column);
                    bytes.putFloat(kspace.data()[at]).putFloat(kspace.data()[at + 1]);
                }
            }
        }
    }

    /** The magnitude of a complex array (1, y, x). */
    static RealImage read(Path name, int rows, int columns) throws IOException {
        return read(name, rows, columns, 1).getFirst();
    }

    private static List<RealImage> read(Path name, int rows, int columns, int frames) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(name + ".cfl"));
        long wanted = 8L * rows * columns * frames;
        if (bytes.length != wanted) {
            throw new IOException(
                    "bart left " + bytes.length + " bytes in " + name.getFileName() + ".cfl, not " + wanted);
        }
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return Stream.generate(() -> picture(values, rows, columns))
                .limit(frames)
                .toList();
    }

    private static RealImage picture(ByteBuffer values, int rows, int columns) {
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
