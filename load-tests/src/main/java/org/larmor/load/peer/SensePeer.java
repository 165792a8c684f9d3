package org.larmor.load.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.baseline.CgSense;
import org.larmor.core.coils.CoilMaps;
import org.larmor.core.coils.Espirit;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.phantom.AcquisitionOrder;
import org.larmor.core.phantom.Anatomy;
import org.larmor.core.phantom.MaskKind;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.core.phantom.SimulationSettings;
import org.larmor.load.Median;
import org.larmor.load.Ratio;
import org.larmor.load.micro.Gate;

/**
 * ESPIRiT maps and CG-SENSE beside {@code bart ecalib -m1 -c0} and {@code bart pics -l2 -r0.005}: a simulated brain, 256 x 256,
 * R = 4, 24 calibration lines, one thread each, by turns.
 *
 * <p>{@code load-tests/run SensePeer [rounds [coils...]]}. BART's seconds hold its start and its files, which are small beside
 * the rest: they are told by themselves as the seconds of {@code bart version}. Gate: the two pictures differ by 2 % at most.
 */
public final class SensePeer {
    private static final int PIXELS = 256;

    private SensePeer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
        int[] coils = args.length > 1
                ? Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray()
                : new int[] {8, 32};
        System.out.println("| coils | step | Larmor, s | BART, s | Larmor over BART |\n|---|---|---|---|---|");
        for (int number : coils) {
            compare(number, rounds);
        }
    }

    private static void compare(int coils, int rounds) throws IOException, InterruptedException {
        KSpace kspace = kspace(coils);
        Path folder = Files.createTempDirectory("sense-peer");
        write(folder, kspace);
        double[][] seconds = new double[5][rounds];
        for (int round = -2; round < rounds; round++) { // the first two warm the JIT compiler up
            long start = System.nanoTime();
            CoilMaps maps = Espirit.maps(kspace, Espirit.Settings.UNCROPPED);
            long mapped = System.nanoTime();
            ComplexImage picture = new CgSense(CgSense.Settings.DEFAULT).reconstruct(kspace, maps);
            long end = System.nanoTime();
            double[] now = {
                (mapped - start) / 1e9,
                (end - mapped) / 1e9,
                bart(folder, "ecalib", "-m1", "-c0", "kspace", "maps"),
                bart(folder, "pics", "-S", "-l2", "-r0.005", "kspace", "maps", "sense"),
                bart(folder, "version")
            };
            for (int i = 0; i < now.length && round >= 0; i++) {
                seconds[i][round] = now[i];
            }
            if (round == 0) {
                Gate.atMost("the difference of the pictures", difference(picture, folder), .02);
            }
        }
        line(coils, "maps", Median.of(seconds[0]), Median.of(seconds[2]));
        line(coils, "CG-SENSE", Median.of(seconds[1]), Median.of(seconds[3]));
        line(
                coils,
                "both",
                Median.of(seconds[0]) + Median.of(seconds[1]),
                Median.of(seconds[2]) + Median.of(seconds[3]));
        System.out.printf("(bart version: %.3f s)%n", Median.of(seconds[4]));
        Ratio.tell(
                "sense-" + coils + "-over-bart",
                (Median.of(seconds[0]) + Median.of(seconds[1])) / (Median.of(seconds[2]) + Median.of(seconds[3])));
    }

    private static void line(int coils, String step, double ours, double theirs) {
        System.out.printf("| %d | %s | %.3f | %.3f | %.2f |%n", coils, step, ours, theirs, ours / theirs);
    }

    private static KSpace kspace(int coils) {
        var scan = new SimulatedScan(new SimulationSettings(
                "peer",
                Anatomy.brain(1),
                PIXELS,
                PIXELS,
                1,
                1,
                coils,
                1,
                MaskKind.VARIABLE_DENSITY,
                4,
                24,
                AcquisitionOrder.LINEAR,
                .02,
                0,
                5,
                240,
                1));
        var assembler = new KSpaceAssembler("peer", AssemblySettings.DEFAULT);
        for (ScanEvent event : scan) {
            assembler.accept(event);
        }
        return assembler.snapshot(scan.images().first()).orElseThrow().kspace();
    }

    private static double bart(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("bart"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        long start = System.nanoTime();
        int status = builder.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (status != 0) {
            throw new IOException("bart " + arguments[0] + ": " + Files.readString(folder.resolve("said")));
        }
        return seconds;
    }

    /** A .hdr and a .cfl file: axes (1, y, x, coil), the first running fastest. */
    private static void write(Path folder, KSpace kspace) throws IOException {
        Files.writeString(
                folder.resolve("kspace.hdr"), "# Dimensions\n1 " + PIXELS + " " + PIXELS + " " + kspace.coils() + "\n");
        ByteBuffer bytes = ByteBuffer.allocate(4 * kspace.data().length).order(ByteOrder.LITTLE_ENDIAN);
        for (int plane = 0; plane < kspace.coils(); plane++) {
            for (int i = 0; i < PIXELS * PIXELS; i++) {
                int at = 2 * (plane * PIXELS * PIXELS + i % PIXELS * PIXELS + i / PIXELS);
                bytes.putFloat(kspace.data()[at]).putFloat(kspace.data()[at + 1]);
            }
        }
        Files.write(folder.resolve("kspace.cfl"), bytes.array());
    }

    /** Relative difference of the magnitudes after one scale. */
    private static double difference(ComplexImage picture, Path folder) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("sense.cfl"))).order(ByteOrder.LITTLE_ENDIAN);
        float[] ours = picture.magnitude().data();
        double[] theirs = new double[ours.length];
        for (int i = 0; i < ours.length; i++) {
            theirs[i % PIXELS * PIXELS + i / PIXELS] = Math.hypot(bytes.getFloat(), bytes.getFloat());
        }
        double both = 0;
        double square = 0;
        for (int i = 0; i < ours.length; i++) {
            both += ours[i] * theirs[i];
            square += theirs[i] * theirs[i];
        }
        double error = 0;
        double energy = 0;
        for (int i = 0; i < ours.length; i++) {
            double wanted = both / square * theirs[i];
            error += (ours[i] - wanted) * (ours[i] - wanted);
            energy += wanted * wanted;
        }
        return Math.sqrt(error / energy);
    }
}
