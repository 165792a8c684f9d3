package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.stack.Home;
import org.larmor.app.synthesis.SynthesisCase;
import org.larmor.app.synthesis.SynthesisCases;
import org.larmor.app.synthesis.SynthesisComparison;
import org.larmor.app.synthesis.SynthesisReport;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelZoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor eval synthesis}: synthesised frames against measured ones. */
@Command(
        name = "synthesis",
        description = {
            "Compares synthesised frames with measured ones.",
            "",
            "With the deformable models are compared: no motion, and a linear blend. The folder, or folders in "
                    + "it, hold cines NAME_4d.nii.gz with Info.cfg (ED: N, ES: N), or pairs NAME_frameNN.nii.gz with masks "
                    + "NAME_frameNN_gt.nii.gz, as the ACDC challenge names them. Models that blend source and target are "
                    + "also asked for the paper's form, in which the source alone is moved; models of stacks are left out where there is one slice."
        },
        footer = "./larmor eval synthesis --cases ACDC --out out/synthesis")
public final class EvalSynthesisCommand implements Callable<Integer> {
    @Option(names = "--cases", paramLabel = "DIR", required = true, description = "folder of cases")
    private Path cases = Path.of("");

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "", description = "model (default: all)")
    private String model = "";

    @Option(
            names = "--samples",
            paramLabel = "K",
            defaultValue = "0",
            description = "latent samples for the coverage of the uncertainty (default: none)")
    private int samples;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "seed of those samples (default: 1)")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/synthesis",
            description = "folder of synthesis.md and its plot (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("out/synthesis");

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Override
    public Integer call() throws BadInput, Failure, IOException {
        if (samples < 0 || samples == 1) {
            throw new BadInput("--samples " + samples + ": must be 0, or 2 or more");
        }
        List<SynthesisCase> found = SynthesisCases.of(cases);
        ModelZoo zoo = ModelZoo.read(Home.zoo());
        List<DeformablePackage> models = zoo.deformable().stream()
                .filter(each -> model.isEmpty() || each.name().equals(model))
                .toList();
        if (models.isEmpty()) {
            throw new BadInput(
                    "there is no deformable model" + (model.isEmpty() ? "" : " named " + model) + " in " + Home.zoo());
        }
        SynthesisReport report = report(found, models);
        report.write(out);
        answer.give(report.rows(), report.text() + "Every case and the plot: " + out + "\n");
        return ExitStatus.OK;
    }

    private SynthesisReport report(List<SynthesisCase> found, List<DeformablePackage> models) throws Failure {
        try (TorchRuntime runtime = Device.start();
                ProgressLine progress = ProgressLine.onTerminal()) {
            return new SynthesisComparison(runtime, samples, seed).run(found, models, progress::show);
        }
    }
}
