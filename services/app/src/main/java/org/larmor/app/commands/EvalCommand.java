package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Countdown;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.eval.Cases;
import org.larmor.app.eval.EvalPlots;
import org.larmor.app.eval.EvalReport;
import org.larmor.app.eval.Evaluation;
import org.larmor.app.eval.PlannedCase;
import org.larmor.app.options.Choices;
import org.larmor.app.stack.Home;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.recon.flow.Method;
import org.larmor.recon.reconstruct.DiffusionStep;
import org.larmor.recon.reconstruct.ModelDiffusion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor eval}: methods x accelerations x masks, against the truth and against BART. */
@Group("Measure and train")
@Command(
        name = "eval",
        subcommands = {EvalAnomalyCommand.class, EvalSynthesisCommand.class},
        description = {
            "Compares the methods on scans whose truth is known.",
            "",
            "BART is compared too, where it is installed. The folder holds undersampled scans NAME.h5 (MRD) with "
                    + "NAME.truth.npy, taken as they are, or fully sampled k-space NAME.kspace.npy (complex (coil, y, x)), "
                    + "undersampled at each acceleration with each mask, or NIfTI series NAME.nii[.gz], of whose middle "
                    + "slices cines are simulated (masks kt-random, kt-uniform). Without a folder four simulated scans "
                    + "are used. The service's own steps run in this process, without a broker."
        },
        footer = {
            "# four simulated scans",
            "./larmor eval",
            "./larmor eval --cases DIR --accelerations 4,8 --masks random,uniform"
        })
public final class EvalCommand implements Callable<Integer> {
    @Option(names = "--cases", paramLabel = "DIR", description = "folder of cases (default: simulated ones)")
    private @Nullable Path cases;

    @Option(
            names = "--methods",
            paramLabel = "METHOD",
            split = ",",
            completionCandidates = Choices.Methods.class,
            description =
                    "methods as recon --method takes them (default: all but those with a paper's own step counts, which take minutes a slice)")
    private List<String> methods = List.of();

    @Option(
            names = "--accelerations",
            paramLabel = "R",
            split = ",",
            defaultValue = "4,8",
            description = "for fully sampled cases (default: ${DEFAULT-VALUE})")
    private List<Double> accelerations = List.of();

    @Option(
            names = "--masks",
            paramLabel = "MASK",
            split = ",",
            completionCandidates = Choices.Masks.class,
            defaultValue = "random,uniform",
            description = "random, variable-density, uniform, ... (default: ${DEFAULT-VALUE})")
    private List<String> masks = List.of();

    @Option(names = "--acs", paramLabel = "N", defaultValue = "20", description = "lines in the centre (default: 20)")
    private int acs = 20;

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "", description = "model (default: whichever fits)")
    private String model = "";

    @Option(
            names = "--samples",
            paramLabel = "K",
            defaultValue = "0",
            description = "posterior samples (default: the model's own number)")
    private int samples;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "seed of masks and samples (default: 1)")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/eval",
            description = "folder of eval.md and plots (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("out/eval");

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Override
    public Integer call() throws BadInput, IOException, InterruptedException {
        List<Method> chosen = methods.isEmpty()
                ? Arrays.stream(Method.values())
                        .filter(method -> !method.hasPaperSteps())
                        .toList()
                : methods.stream().map(Method::of).distinct().toList();
        Cases source = new Cases(accelerations, masks, acs, seed);
        List<PlannedCase> planned = cases == null ? source.builtIn(seed) : source.of(cases);
        List<String> notes = new ArrayList<>();
        if (cases == null) {
            notes.add("No --cases: the scans are simulated, no network was trained on them or on scans like them.");
        }
        EvalReport found = evaluated(chosen, planned);
        notes.addAll(found.notes());
        EvalReport report = new EvalReport(found.rows(), notes);
        report.write(out.resolve("eval.md"));
        EvalPlots.write(report, out);
        answer.give(report, report.text() + "Every case and the plots: " + out + "\n");
        return ExitStatus.OK;
    }

    private EvalReport evaluated(List<Method> chosen, List<PlannedCase> planned)
            throws BadInput, IOException, InterruptedException {
        try (Countdown countdown = new Countdown("cases", planned.size());
                DiffusionStep models = needsModels(chosen) ? models() : DiffusionStep.none("not asked for")) {
            return new Evaluation(chosen, models, model, samples, seed).run(planned, countdown::after);
        }
    }

    private static boolean needsModels(List<Method> chosen) {
        return chosen.stream().flatMap(method -> method.steps().stream()).anyMatch(step -> step.lane()
                .isDevice());
    }

    /** The models, or a stand-in that says why there are none. */
    private static DiffusionStep models() {
        ModelZoo zoo = ModelZoo.read(Home.zoo());
        if (zoo.packages().isEmpty()) {
            return DiffusionStep.none("there is no model" + String.join("; ", zoo.faults()));
        }
        try {
            TorchRuntime runtime = Device.start();
            return new ModelDiffusion(
                    Home.zoo(), runtime, 0, List.of(new ModelDiffusion.Size(192, 192)), System::nanoTime);
        } catch (Failure e) {
            return DiffusionStep.none(String.valueOf(e.getMessage()));
        }
    }
}
