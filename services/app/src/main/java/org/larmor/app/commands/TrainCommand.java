package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.stack.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code larmor train}: the front door to the trainer in {@code models/training}, which is Python. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a network.",
            "",
            "Collects the slices of the data folder once, then trains; with --resume goes on where a run in the same",
            "folder stopped. The trainer is Python (models/training): this is the only command that needs it."
        },
        footer = {
            "",
            "Example:",
            "  ./larmor train --config models/configs/brain-small.yaml --data ../shared/data --out out/run",
            "  ./larmor train --config models/configs/brain-small.yaml --out out/run --resume"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final List<String> NEEDED = List.of("torch", "numpy", "scipy", "nibabel", "yaml", "matplotlib");

    @Option(names = "--config", paramLabel = "FILE.yaml", required = true, description = "network, data and schedule")
    private Path config = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "folder of the data sets; needed the first time")
    private @org.jspecify.annotations.Nullable Path data;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder of the run: checkpoint, curves")
    private Path out = Path.of("");

    @Option(names = "--resume", description = "goes on with the run in --out; refuses to begin a new one")
    private boolean resume;

    @Option(
            names = "--python",
            paramLabel = "PROGRAM",
            defaultValue = "python3",
            description = "Python with torch (default: ${DEFAULT-VALUE})")
    private String python = "python3";

    @Override
    public Integer call() throws BadInput, Failure, IOException, InterruptedException {
        if (!Files.isRegularFile(config)) {
            throw new BadInput(config + ": there is no such configuration");
        }
        boolean begun = Files.exists(out.resolve("checkpoint.pt"));
        if (resume && !begun) {
            throw new BadInput(out + ": there is no run to resume");
        }
        if (!resume && begun) {
            throw new BadInput(out + ": holds a run already; go on with --resume or choose another folder");
        }
        Path trainer = Home.folder().resolve("models/training");
        requirePython();
        Files.createDirectories(out);
        Path slices = out.resolve("slices.npz").toAbsolutePath();
        if (!Files.exists(slices)) {
            run(trainer, "larmor_training.data", dataFolder(), slices.toString());
        }
        run(
                trainer,
                "larmor_training.train",
                config.toAbsolutePath().toString(),
                slices.toString(),
                out.toAbsolutePath().toString());
        System.out.println("Trained: " + out);
        return ExitStatus.OK;
    }

    private String dataFolder() throws BadInput {
        if (data == null || !Files.isDirectory(data)) {
            throw new BadInput("--data DIR is needed: the folder of the training data");
        }
        return data.toAbsolutePath().toString();
    }

    private void requirePython() throws Failure, InterruptedException {
        String imports = "import " + String.join(", ", NEEDED);
        try {
            Process check = new ProcessBuilder(python, "-c", imports)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (check.waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            throw new Failure("training needs Python 3 and '" + python + "' cannot be run: install python3");
        }
        throw new Failure("training needs Python packages that " + python
                + " lacks: python3 -m pip install torch numpy scipy h5py nibabel pillow matplotlib pyyaml");
    }

    private void run(Path trainer, String module, String... arguments)
            throws Failure, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python, "-u", "-m", module));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(trainer.toFile())
                .inheritIO()
                .start();
        Thread stop = new Thread(process::destroy, "stop-training");
        Runtime.getRuntime().addShutdownHook(stop);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(stop);
        if (status != 0) {
            throw new Failure("the trainer ended with status " + status + " (" + module + ")");
        }
    }
}
