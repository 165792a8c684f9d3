package org.larmor.load.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.larmor.load.Median;
import org.larmor.load.Ratio;
import org.larmor.models.network.TorchDenoiser;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;

/**
 * Evaluations a second of brain-small beside the same files in Python's PyTorch, by turns, a thread each: as shipped, bfloat16 inside,
 * and the same weights in float32.
 *
 * <p>{@code load-tests/run NetworkPeer [rounds [sizes]]}. Larmor's seconds hold everything from tensors of pictures to tensors of
 * answers. Needs python3 with torch and yaml.
 */
public final class NetworkPeer {
    private static final Path ZOO = Path.of("models/zoo");
    private static final String MODEL = "brain-small";
    private static final int THREADS = 1;
    private static final int CHANNELS = 8;
    private static final int[] BATCHES = {1, 2, 4, 8};

    private final TorchRuntime runtime;
    private final Process python;
    private final BufferedReader answers;
    private final PrintStream questions;
    private final int rounds;

    private NetworkPeer(TorchRuntime runtime, Process python, int rounds) {
        this.runtime = runtime;
        this.python = python;
        this.rounds = rounds;
        this.answers = new BufferedReader(new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8));
        this.questions = new PrintStream(python.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int[] sizes = args.length > 1
                ? Arrays.stream(args[1].split(",")).mapToInt(Integer::parseInt).toArray()
                : new int[] {128, 256, 320};
        Path shipped = ZOO.resolve(MODEL).resolve("network.pt");
        Path single = Files.createTempFile("network", ".pt");
        try (TorchRuntime runtime = TorchRuntime.start(new TorchSettings(THREADS, "cpu", 128, null))) {
            Process python = python(shipped, single);
            try {
                var peer = new NetworkPeer(runtime, python, rounds);
                System.out.println(runtime.description() + ", Python " + peer.answer());
                System.out.println(
                        "| inside | size | batch | Larmor, evaluations/s | Python | Larmor's time over Python's |");
                System.out.println("|---|---|---|---|---|---|");
                peer.compare("bfloat16", shipped, sizes);
                peer.compare("float32", single, sizes);
            } finally {
                python.destroy();
            }
        }
    }

    private static Process python(Path shipped, Path single) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "python3",
                        "load-tests/src/main/python/network_peer.py",
                        "models/configs/" + MODEL + ".yaml",
                        shipped.toString(),
                        single.toString(),
                        String.valueOf(THREADS))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PYTHONPATH", "models/training");
        builder.environment().put("OMP_NUM_THREADS", String.valueOf(THREADS));
        return builder.start();
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("python3 has nothing more to say");
        }
        return line;
    }

    private void compare(String name, Path file, int[] sizes) throws IOException {
        ModelPackage model = ModelZoo.read(ZOO).named(MODEL).orElseThrow();
        int multiple = model.description().sizeMultiple();
        var network = new TorchDenoiser(runtime.load(name, Files.readAllBytes(file)), multiple);
        double[] ratios = new double[sizes.length * BATCHES.length];
        int compared = 0;
        for (int size : sizes) {
            for (int batch : BATCHES) {
                double[] ours = new double[rounds];
                double[] theirs = new double[rounds];
                for (int round = -1; round < rounds; round++) { // the first warms both up
                    double here = ours(network, batch, size);
                    double there = theirs(file, batch, size);
                    if (round >= 0) {
                        ours[round] = here;
                        theirs[round] = there;
                    }
                }
                double here = Median.of(ours);
                double there = Median.of(theirs);
                System.out.printf(
                        "| %s | %d | %d | %.2f | %.2f | %.2f |%n",
                        name, size, batch, batch / here, batch / there, here / there);
                ratios[compared++] = here / there;
            }
        }
        Ratio.tell("network-" + name + "-over-python", Median.of(ratios));
        runtime.onDevice(workspace -> {
            network.close();
            return true;
        });
    }

    private double ours(TorchDenoiser network, int batch, int size) {
        return runtime.onDevice(workspace -> {
            Tensor noisy = workspace.zeros(batch, size, size, 2).joined();
            Tensor known = workspace.zeros(batch, CHANNELS, size, size);
            double[] sigma = new double[batch];
            Arrays.fill(sigma, 0.1);
            long start = System.nanoTime();
            network.residual(noisy, sigma, known);
            return (System.nanoTime() - start) / 1e9;
        });
    }

    private double theirs(Path file, int batch, int size) throws IOException {
        questions.println(file + " " + batch + " " + size + " 1");
        return Arrays.stream(answer().split(" "))
                .flatMapToDouble(text -> DoubleStream.of(Double.parseDouble(text)))
                .min()
                .orElseThrow();
    }
}
