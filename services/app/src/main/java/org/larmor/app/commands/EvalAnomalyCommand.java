package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.larmor.app.anomaly.AnomalyCase;
import org.larmor.app.anomaly.AnomalyComparison;
import org.larmor.app.anomaly.AnomalyTable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Countdown;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.JsonOption;
import org.larmor.models.anomaly.AnomalyFinder;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.AnomalyPackage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code larmor eval anomaly}: anomaly maps against lesions that readers drew. */
@Command(
        name = "anomaly",
        description = {
            "Compares anomaly maps with lesions that readers drew.",
            "",
            "With the maps are compared: FLAIR's own intensity, and the round trip without guidance. The folder "
                    + "holds a folder SET-NAME a patient or slice, with label.nii.gz (above 0 is lesion) and one to four "
                    + "of flair.nii.gz, t1.nii.gz, t1c.nii.gz, t2.nii.gz on its grid (also .nii, .npy), without skulls. "
                    + "Figures are told a SET. python3 -m larmor_training.anomaly.cases DATA CASES --folders makes such "
                    + "folders of two public sets."
        },
        footer = "./larmor eval anomaly --cases CASES --every 2 --out out/eval-anomaly")
public final class EvalAnomalyCommand implements Callable<Integer> {
    @Option(names = "--cases", paramLabel = "DIR", required = true, description = "folder of cases")
    private Path cases = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "",
            description = "model (default: whichever there is)")
    private String model = "";

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1",
            description = "measures one of so many slices (default: all)")
    private int every = 1;

    @Option(
            names = "--slices",
            paramLabel = "N",
            split = ",",
            description = "measures the slices with these numbers, from 1, in this order")
    private List<Integer> slices = List.of();

    @Option(names = "--single", description = "measures each contrast alone too")
    private boolean single;

    @Option(names = "--paper", description = "measures the paper's own form too: 1,500 evaluations a slice")
    private boolean paper;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "seed of the noise (default: 1)")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/eval-anomaly",
            description = "folder of anomaly.md and anomaly.json (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("out/eval-anomaly");

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Override
    public Integer call() throws BadInput, Failure, IOException {
        if (every < 1) {
            throw new BadInput("--every " + every + ": must be 1 or more");
        }
        if (slices.stream().anyMatch(number -> number < 1)) {
            throw new BadInput("--slices: slices are counted from 1");
        }
        List<AnomalyCase> found = AnomalyCase.of(cases);
        List<Integer> numbers = numbers(found);
        AnomalyPackage chosen = AnomalyModel.chosen(model);
        AnomalyTable table;
        try (TorchRuntime runtime = Device.start();
                Countdown countdown = new Countdown("slices", AnomalyComparison.slices(found, numbers));
                AnomalyFinder finder = AnomalyFinder.open(chosen, runtime, System::nanoTime)) {
            table = new AnomalyComparison(finder, paper, single, seed)
                    .run(found, numbers, (next, done) -> countdown.after(done, next), soFar -> soFar.write(out));
        }
        if (table.figures().isEmpty()) {
            throw new BadInput(cases + ": no slice can be mapped");
        }
        answer.give(table, table.text() + "The table: " + out + "\n");
        return ExitStatus.OK;
    }

    private List<Integer> numbers(List<AnomalyCase> found) {
        if (!slices.isEmpty()) {
            return slices.stream().map(number -> number - 1).toList();
        }
        int most = found.stream().mapToInt(each -> each.study().slices()).max().orElse(0);
        return IntStream.iterate(0, number -> number < most, number -> number + every)
                .boxed()
                .toList();
    }
}
