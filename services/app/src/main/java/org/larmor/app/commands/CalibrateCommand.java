package org.larmor.app.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.larmor.app.calibrate.CalibrationRun;
import org.larmor.app.calibrate.CineRun;
import org.larmor.app.calibrate.HeldOutSlices;
import org.larmor.app.calibrate.HeldOutSlices.HeldOut;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Countdown;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.cli.Numbers;
import org.larmor.app.eval.ServiceMethods;
import org.larmor.app.options.Choices;
import org.larmor.app.stack.Home;
import org.larmor.core.domain.RealImage;
import org.larmor.display.files.WholeFile;
import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.diffusion.Families;
import org.larmor.models.diffusion.FamilySettings;
import org.larmor.models.diffusion.SamplerSettings;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.AnomalyPackage;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Calibration.Row;
import org.larmor.models.zoo.CalibrationFit;
import org.larmor.models.zoo.CalibrationText;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.recon.flow.Method;
import org.larmor.recon.reconstruct.DiffusionStep;
import org.larmor.recon.reconstruct.ModelDiffusion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code larmor calibrate}: finds what makes a model's deviations true, and writes it into its {@code model.yaml}. */
@Group("Measure and train")
@Command(
        name = "calibrate",
        description = {
            "Makes a model's uncertainty true, on held-out scans.",
            "",
            "Slices of the data are reconstructed at each acceleration, with random and uniform masks by turns, "
                    + "and compared with the truth; by how much deviations must be stretched is written into the model's "
                    + "description. Folders hold fully sampled k-space (NAME.kspace.npy, complex (coil, y, x)), or "
                    + "pictures (NIfTI, or .npy (image, y, x)) of which multi-coil scans are simulated; with --cine series "
                    + "of pictures (NIfTI, or .npy (frame, y, x)), whose frames are made together. A deformable model "
                    + "is calibrated on pairs of phases as eval synthesis reads them, "
                    + "one for anomaly maps (threshold and score) on slices with and without lesions as eval anomaly reads "
                    + "them."
        },
        footer = {
            "./larmor calibrate brain-small --data held-out --slices 24",
            "./larmor calibrate brain-small --data held-out --method mc-ddpm",
            "./larmor calibrate brain-small --data hearts --cine --slices 12"
        })
public final class CalibrateCommand implements Callable<Integer> {
    private static final double COVERAGE = 0.9;

    @Parameters(paramLabel = "MODEL", description = "name of a model package")
    private String name = "";

    @Option(names = "--data", paramLabel = "DIR", required = true, arity = "1..*", description = "held-out data")
    private List<Path> data = List.of();

    @Option(
            names = "--accelerations",
            paramLabel = "R",
            split = ",",
            defaultValue = "2,3,4,6,8,12",
            description = "accelerations of the rows (default: ${DEFAULT-VALUE})")
    private List<Double> accelerations = List.of();

    @Option(
            names = "--slices",
            paramLabel = "N",
            defaultValue = "24",
            description = "slices, each at every acceleration (default: ${DEFAULT-VALUE})")
    private int slices = 24;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            completionCandidates = Choices.Methods.class,
            defaultValue = "coarse-to-fine",
            description =
                    "coarse-to-fine, or a published family, which has rows of its own (default: ${DEFAULT-VALUE})")
    private String method = "coarse-to-fine";

    @Option(
            names = "--cine",
            description =
                    "the frames of cines, made together, which have rows of their own; every slice of a series is one")
    private boolean cine;

    @Option(names = "--samples", paramLabel = "K", description = "posterior samples (default: the model's own number)")
    private @Nullable Integer samples;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "seed of slices, masks, coils and noise (default: 1)")
    private long seed = 1;

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Override
    public Integer call() throws BadInput, Failure, IOException {
        if (slices < CalibrationFit.FEWEST) {
            throw new BadInput("--slices " + slices + ": at least " + CalibrationFit.FEWEST + " are needed");
        }
        if (accelerations.stream().anyMatch(r -> !(r > 1 && r <= 32))) {
            throw new BadInput("--accelerations " + accelerations + ": each must be above 1 and at most 32");
        }
        ModelZoo zoo = ModelZoo.read(Home.zoo());
        if (NamedModel.ofAnyKind(zoo, name) instanceof DeformablePackage deformable) {
            return DeformableTrials.calibrate(deformable, data, slices, samples == null ? 8 : samples, seed, answer);
        }
        if (NamedModel.ofAnyKind(zoo, name) instanceof AnomalyPackage anomaly) {
            return AnomalyTrials.calibrate(anomaly, data, slices, seed, answer);
        }
        Method chosen = Method.of(method);
        ModelPackage model = NamedModel.in(zoo, name);
        requireUsable(model, chosen);
        Calibration found = cine ? ofCines() : ofSlices(model, chosen);
        if (found.stages().values().stream().allMatch(List::isEmpty)) {
            throw new Failure("the model states no deviation that could be calibrated");
        }
        Path description = Home.zoo().resolve(name).resolve("model.yaml");
        Calibration all = among(model, chosen, found);
        String text = CalibrationText.with(Files.readString(description), all);
        WholeFile.write(description, out -> out.write(text.getBytes(UTF_8)));
        answer.give(
                found,
                CalibrationTable.of(found)
                        + "Coverage of the 90 % interval before, and after with the factor of the other half of the slices.\n"
                        + "Written: " + description + "\n");
        return ExitStatus.OK;
    }

    private Calibration ofSlices(ModelPackage model, Method chosen) throws BadInput, Failure, IOException {
        HeldOutSlices<HeldOut> heldOut = HeldOutSlices.read(data, slices, seed);
        return new Calibration(
                COVERAGE,
                told("slices", heldOut, "random, variable-density and uniform masks"),
                rows(model, chosen, heldOut));
    }

    private Calibration ofCines() throws BadInput, Failure, IOException {
        HeldOutSlices<List<RealImage>> heldOut = HeldOutSlices.cines(data, slices, seed);
        return new Calibration(COVERAGE, told("cines", heldOut, "kt-random and kt-uniform masks"), rows(heldOut));
    }

    private void requireUsable(ModelPackage model, Method chosen) throws BadInput {
        if (cine && chosen != Method.COARSE_TO_FINE) {
            throw new BadInput("--method " + chosen.label() + ": makes no frames together, which --cine calibrates");
        }
        if (!chosen.steps().getLast().lane().isDevice()) {
            throw new BadInput("--method " + chosen.label() + ": states no uncertainty");
        }
        String unfit = model.unfit(ModelDiffusion.conditioning(chosen));
        if (!unfit.isEmpty()) {
            throw new BadInput("--method " + chosen.label() + ": " + unfit);
        }
    }

    /** What was found, beside what the model has for other methods. */
    private Calibration among(ModelPackage model, Method chosen, Calibration found) {
        Calibration before = Objects.requireNonNullElse(model.description().calibration(), Calibration.NONE);
        if (cine) {
            return before.with(Calibration.CINE, found);
        }
        return chosen == Method.COARSE_TO_FINE
                ? new Calibration(found.coverage(), found.data(), found.stages(), before.methods())
                : before.with(chosen.label(), found);
    }

    private Map<String, List<Row>> rows(ModelPackage model, Method chosen, HeldOutSlices<HeldOut> heldOut)
            throws Failure {
        try (TorchRuntime runtime = Device.start();
                DiffusionReconstructor reconstructor = DiffusionReconstructor.open(model, runtime, System::nanoTime);
                Countdown countdown = countdown(heldOut)) {
            var run = new CalibrationRun(reconstructor(reconstructor, model, chosen), accelerations, seed);
            countdown.after(0);
            return new CalibrationFit(COVERAGE).rows(run.trials(heldOut, countdown::after), accelerations);
        }
    }

    private Map<String, List<Row>> rows(HeldOutSlices<List<RealImage>> heldOut) throws Failure {
        try (DiffusionStep models = new ModelDiffusion(Home.zoo(), Device.start(), 0, List.of(), System::nanoTime);
                Countdown countdown = countdown(heldOut)) {
            var service = new ServiceMethods(models, name, samples == null ? 0 : samples, seed);
            var run = new CineRun(service, accelerations, seed);
            countdown.after(0);
            return new CalibrationFit(COVERAGE).rows(run.trials(heldOut, countdown::after), accelerations);
        }
    }

    private Countdown countdown(HeldOutSlices<?> heldOut) {
        return new Countdown("calibrating " + name, heldOut.slices().size() * accelerations.size());
    }

    private CalibrationRun.Reconstructor reconstructor(
            DiffusionReconstructor reconstructor, ModelPackage model, Method chosen) {
        if (chosen == Method.COARSE_TO_FINE) {
            SamplerSettings usual = SamplerSettings.refined(model.description().recipe(), seed);
            SamplerSettings settings = samples == null ? usual : usual.withSamples(samples);
            return (slice, listener) -> reconstructor.reconstruct(List.of(slice), settings, listener, () -> false);
        }
        FamilySettings usual = Families.usual(chosen.label()).withSeed(seed);
        FamilySettings settings = samples == null ? usual : usual.withSamples(samples);
        return (slice, listener) -> reconstructor.reconstruct(List.of(slice), settings, listener, () -> false);
    }

    private String told(String what, HeldOutSlices<?> heldOut, String masks) {
        String each = accelerations.stream().map(Numbers::plain).collect(Collectors.joining(", "));
        List<String> files = heldOut.files();
        String named = files.size() <= 8
                ? String.join(", ", files)
                : String.join(", ", files.subList(0, 7)) + " and " + (files.size() - 7) + " more";
        return heldOut.slices().size() + " " + what + " of " + named + "; R = " + each + "; " + masks
                + (samples == null ? "" : "; " + samples + " samples") + "; seed " + seed;
    }
}
