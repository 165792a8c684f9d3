package org.larmor.app.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.options.Choices;
import org.larmor.app.stack.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code larmor train}: the front door to the trainer in {@code models/training}, which is Python. */
@Group("Measure and train")
@Command(
        name = "train",
        description = {
            "Trains a network; the one command that needs Python.",
            "",
            "A network that is told what was measured (measurement-conditioned), a prior of pictures alone, the "
                    + "pair of a deformable model, or the denoiser (anomaly) and the noisy classifier (classifier) of "
                    + "anomaly maps.",
            "",
            "Every picture of the data folders is read once (NIfTI, NPY, NPZ, PNG, DICOM; fully sampled MRD and "
                    + "fastMRI files). With --resume it goes on where a run in the same folder stopped, however it ended. "
                    + "The trainer is in models/training."
        },
        footer = {
            "./larmor train measurement-conditioned --data DIR DIR2 \\",
            "    --config models/configs/brain-small.yaml --out out/run",
            "./larmor train measurement-conditioned --resume \\",
            "    --config models/configs/brain-small.yaml --out out/run",
            "./larmor train deformable --data SUNNYBROOK \\",
            "    --config models/configs/heart-deformable.yaml",
            "./larmor train anomaly --data DATA --minutes 60 \\",
            "    --config models/configs/anomaly-brain.yaml",
            "./larmor train classifier --data DATA --minutes 60 \\",
            "    --config models/configs/anomaly-brain-classifier.yaml"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final String DEFORMABLE = "deformable";
    private static final String ANOMALY = "anomaly";
    private static final String CLASSIFIER = "classifier";
    private static final List<String> KINDS = new Choices.Kinds();
    /** The modules of those kinds that have their own. */
    private static final Map<String, String> TRAINERS = Map.of(
            DEFORMABLE,
            "larmor_training.deformable",
            ANOMALY,
            "larmor_training.anomaly",
            CLASSIFIER,
            "larmor_training.anomaly");
    /** What the trainer cannot do without: the name to import, and the one to install. */
    private static final List<String> NEEDED =
            List.of("torch", "numpy", "scipy", "nibabel", "h5py", "PIL:pillow", "yaml:pyyaml", "matplotlib");

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            completionCandidates = Choices.Kinds.class,
            description = "prior, measurement-conditioned, deformable, anomaly or classifier")
    private String kind = "";

    @Option(names = "--config", paramLabel = "FILE.yaml", required = true, description = "network, data and schedule")
    private Path config = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            arity = "1..*",
            description = "folders of pictures, or of the sets known by name; needed the first time")
    private List<Path> data = List.of();

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "of the data in folders that are not sets known by name, for the model card")
    private @Nullable String licence;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder of the run: checkpoint, curves (default: out/ and the configuration's name)")
    private @Nullable Path out;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description =
                    "length of a training for anomaly maps, all its parts together; it or --steps is needed for them")
    private @Nullable Double minutes;

    @Option(names = "--steps", paramLabel = "N", description = "length of a training for anomaly maps in steps")
    private @Nullable Integer steps;

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
        if (!KINDS.contains(kind)) {
            throw new BadInput("a " + kind + " cannot be trained, only " + String.join(" or ", KINDS));
        }
        if (!Files.isRegularFile(config)) {
            throw new BadInput(config + ": there is no such configuration");
        }
        Path run = out == null ? Path.of("out", name(config)) : out;
        requireRun(run);
        requireLength();
        Path collection =
                run.resolve(isOwnCollection() ? "pairs.npz" : "slices.npz").toAbsolutePath();
        boolean collected = Files.exists(collection);
        if (!collected) {
            requireFolders();
        }
        requirePython();
        Files.createDirectories(run);
        String trainer = TRAINERS.getOrDefault(kind, "larmor_training");
        if (!collected) {
            start(trainer + ".data", collection(collection));
        }
        start(trainer + ".train", training(collection, run));
        System.out.println("Trained: " + run);
        return ExitStatus.OK;
    }

    private List<String> training(Path collection, Path run) {
        List<String> arguments = new ArrayList<>(List.of(absolute(config), collection.toString(), absolute(run)));
        if (isForAnomalies()) {
            arguments.addAll(
                    steps == null
                            ? List.of("--minutes", String.valueOf(minutes))
                            : List.of("--steps", String.valueOf(steps)));
            arguments.addAll(List.of("--kind", kind.equals(ANOMALY) ? "denoiser" : kind));
        } else if (!isOwnCollection()) {
            arguments.addAll(List.of("--kind", kind));
        }
        return arguments;
    }

    private boolean isForAnomalies() {
        return kind.equals(ANOMALY) || kind.equals(CLASSIFIER);
    }

    /** Whether its data are one set of known files, not folders of any pictures. */
    private boolean isOwnCollection() {
        return TRAINERS.containsKey(kind);
    }

    private void requireLength() throws BadInput {
        if (isForAnomalies() && (minutes == null) == (steps == null)) {
            throw new BadInput(kind + " needs --minutes M or --steps N, one of them");
        }
        if (!isForAnomalies() && (minutes != null || steps != null)) {
            throw new BadInput(
                    "--minutes and --steps are for anomaly and classifier; here the configuration says how long");
        }
        if (minutes != null && !(minutes > 0) || steps != null && steps < 1) {
            throw new BadInput("--minutes and --steps must be above 0");
        }
    }

    private static String name(Path config) {
        return String.valueOf(config.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }

    private void requireRun(Path run) throws BadInput {
        boolean begun = Files.exists(run.resolve("checkpoint.pt"));
        if (resume && !begun) {
            throw new BadInput(run + ": there is no run to resume");
        }
        if (!resume && begun) {
            throw new BadInput(run + ": holds a run already; go on with --resume or choose another folder");
        }
    }

    private void requireFolders() throws BadInput {
        if (data.isEmpty()) {
            throw new BadInput("--data DIR is needed: the folders of the training data");
        }
        if (isOwnCollection() && (data.size() != 1 || licence != null)) {
            throw new BadInput(kind + " takes one --data DIR, "
                    + (kind.equals(DEFORMABLE)
                            ? "the Sunnybrook cardiac data"
                            : "the folder of the four brain sets that models/training/README.md names")
                    + ", and no --licence");
        }
        for (Path folder : data) {
            if (!Files.isDirectory(folder)) {
                throw new BadInput(folder + ": there is no such folder of training data");
            }
        }
    }

    private List<String> collection(Path slices) {
        List<String> arguments = new ArrayList<>();
        data.forEach(folder -> arguments.add(absolute(folder)));
        arguments.add(slices.toString());
        if (licence != null) {
            arguments.addAll(List.of("--licence", licence));
        }
        return arguments;
    }

    /** Asks Python which packages it lacks. */
    private void requirePython() throws Failure, IOException, InterruptedException {
        String question = "import importlib.util as u; print(*[n.split(':')[-1] for n in '" + String.join(" ", NEEDED)
                + "'.split() if u.find_spec(n.split(':')[0]) is None])";
        Process asked;
        try {
            asked = new ProcessBuilder(python, "-c", question)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new Failure("training needs Python 3 and '" + python + "' cannot be run: install python3");
        }
        String missing;
        try (InputStream said = asked.getInputStream()) {
            missing = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        if (asked.waitFor() != 0) {
            throw new Failure("training needs Python 3, and '" + python + "' is none");
        }
        if (!missing.isEmpty()) {
            throw new Failure("training needs Python packages that " + python + " lacks: " + python + " -m pip install "
                    + missing);
        }
    }

    private void start(String module, List<String> arguments) throws Failure, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python, "-u", "-m", module));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(Home.folder().resolve("models/training").toFile())
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
