package org.larmor.app.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.larmor.app.calibrate.CalibrationRun;
import org.larmor.app.calibrate.HeldOutSlices;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Numbers;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.cli.Remaining;
import org.larmor.app.stack.Home;
import org.larmor.display.files.WholeFile;
import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.diffusion.SamplerSettings;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.models.tensor.TorchUnavailableException;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Calibration.Row;
import org.larmor.models.zoo.CalibrationFit;
import org.larmor.models.zoo.CalibrationText;
import org.larmor.models.zoo.CalibrationTrial;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code larmor calibrate}: finds what makes a model's deviations true, and writes it into its {@code model.yaml}. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a model's uncertainty true, on scans that it was not trained on.",
            "",
            "Reconstructs slices of the data at each acceleration, random and uniform masks by turns, compares them with the",
            "truth, and writes into the model's description by how much its deviations must be stretched. Folders hold",
            "fully sampled k-space (NAME.kspace.npy, complex (coil, y, x)), or pictures (NIfTI, or .npy (image, y, x)) of which",
            "multi-coil scans are simulated. A deformable model is calibrated on pairs of phases as eval synthesis reads them."
        },
        footer = {"", "Example:", "  ./larmor calibrate brain-small --data held-out --slices 24"})
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

    @Option(names = "--samples", paramLabel = "K", description = "posterior samples (default: the model's own number)")
    private @Nullable Integer samples;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "of slices, masks, coils and noise")
    private long seed = 1;

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
            return DeformableTrials.calibrate(deformable, data, slices, samples == null ? 8 : samples, seed);
        }
        ModelPackage model = NamedModel.in(zoo, name);
        HeldOutSlices heldOut = HeldOutSlices.read(data, slices, seed);
        Calibration calibration = new Calibration(COVERAGE, told(heldOut), rows(model, heldOut));
        if (calibration.stages().values().stream().allMatch(List::isEmpty)) {
            throw new Failure("the model states no deviation that could be calibrated");
        }
        Path description = Home.zoo().resolve(name).resolve("model.yaml");
        String text = CalibrationText.with(Files.readString(description), calibration);
        WholeFile.write(description, out -> out.write(text.getBytes(UTF_8)));
        System.out.print(CalibrationTable.of(calibration));
        System.out.println(
                "Coverage of the 90 % interval before, and after with the factor of the other half of the slices.");
        System.out.println("Written: " + description);
        return ExitStatus.OK;
    }

    private Map<String, List<Row>> rows(ModelPackage model, HeldOutSlices heldOut) throws Failure {
        SamplerSettings usual = SamplerSettings.refined(model.description().recipe(), seed);
        SamplerSettings settings = samples == null ? usual : usual.withSamples(samples);
        try (TorchRuntime runtime = TorchRuntime.start(TorchSettings.DEFAULT);
                DiffusionReconstructor reconstructor = DiffusionReconstructor.open(model, runtime, System::nanoTime);
                ProgressLine progress = ProgressLine.onTerminal()) {
            var run = new CalibrationRun(reconstructor, settings, accelerations, seed);
            var remaining = new Remaining(run.reconstructions(heldOut), System::nanoTime);
            progress.show("calibrating " + model.name() + ": " + remaining.after(0));
            List<CalibrationTrial> trials = run.trials(
                    heldOut, done -> progress.show("calibrating " + model.name() + ": " + remaining.after(done)));
            return new CalibrationFit(COVERAGE).rows(trials, accelerations);
        } catch (TorchUnavailableException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private String told(HeldOutSlices heldOut) {
        String each = accelerations.stream().map(Numbers::plain).collect(Collectors.joining(", "));
        List<String> files = heldOut.files();
        String named = files.size() <= 8
                ? String.join(", ", files)
                : String.join(", ", files.subList(0, 7)) + " and " + (files.size() - 7) + " more";
        return heldOut.slices().size() + " slices of " + named + "; R = " + each
                + "; random, variable-density and uniform masks; seed " + seed;
    }
}
