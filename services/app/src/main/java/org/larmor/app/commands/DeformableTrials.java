package org.larmor.app.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.stack.Home;
import org.larmor.app.synthesis.DeformableCalibration;
import org.larmor.app.synthesis.SynthesisCase;
import org.larmor.app.synthesis.SynthesisCases;
import org.larmor.core.domain.RealVolume;
import org.larmor.display.files.WholeFile;
import org.larmor.models.synthesis.FrameSynthesizer;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Calibration.Row;
import org.larmor.models.zoo.CalibrationText;
import org.larmor.models.zoo.DeformableDescription;
import org.larmor.models.zoo.DeformablePackage;

/** {@code larmor calibrate} of a deformable model. */
final class DeformableTrials {
    private static final double COVERAGE = 0.9;

    private DeformableTrials() {}

    /** @param most cases that are drawn of the folders */
    static int calibrate(
            DeformablePackage model, List<Path> folders, int most, int samples, long seed, JsonOption answer)
            throws BadInput, Failure, IOException {
        List<SynthesisCase> cases = new ArrayList<>();
        for (Path folder : folders) {
            cases.addAll(SynthesisCases.of(folder));
        }
        Collections.shuffle(cases, new Random(seed));
        cases = cases.subList(0, Math.min(most, cases.size()));
        for (SynthesisCase each : cases) {
            RealVolume picture = each.source();
            String unfit = model.unfit(picture.slices(), picture.rows(), picture.columns());
            if (!unfit.isEmpty()) {
                throw new BadInput(each.name() + ": " + unfit);
            }
        }
        List<Row> rows = rows(model, cases, samples, seed);
        if (rows.isEmpty()) {
            throw new Failure("too few slices in " + folders);
        }
        String told = cases.size() + " pairs of phases of "
                + folders.stream()
                        .map(folder -> String.valueOf(folder.getFileName()))
                        .toList()
                + "; the source moved by the whole motion against the target; " + samples + " samples, seed " + seed;
        var calibration = new Calibration(COVERAGE, told, Map.of(DeformableDescription.SYNTHESISED, rows));
        Path description = Home.zoo().resolve(model.name()).resolve("model.yaml");
        String text = CalibrationText.with(Files.readString(description), calibration);
        WholeFile.write(description, out -> out.write(text.getBytes(UTF_8)));
        answer.give(calibration, CalibrationTable.of(calibration) + "Written: " + description + "\n");
        return ExitStatus.OK;
    }

    private static List<Row> rows(DeformablePackage model, List<SynthesisCase> cases, int samples, long seed)
            throws Failure {
        try (TorchRuntime runtime = Device.start();
                FrameSynthesizer synthesizer = FrameSynthesizer.open(model, runtime, System::nanoTime);
                ProgressLine progress = ProgressLine.onTerminal()) {
            return new DeformableCalibration(synthesizer, samples, seed)
                    .rows(
                            cases,
                            COVERAGE,
                            done -> progress.show(
                                    "calibrating " + model.name() + ": " + done + " of " + cases.size() + " pairs"));
        }
    }
}
