package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.larmor.app.anomaly.AnomalyFolder;
import org.larmor.app.anomaly.Study;
import org.larmor.app.anomaly.StudyFinding;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.data.PictureFile;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.models.anomaly.AnomalyFinder;
import org.larmor.models.anomaly.AnomalySettings;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.AnomalyPackage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code larmor anomaly}: where pictures differ from the nearest healthy ones. */
@Group("Pictures from files")
@Command(
        name = "anomaly",
        description = {
            "Maps where a brain differs from a healthy one.",
            "",
            "Where it differs from the nearest healthy one that a model knows. Not for diagnosis.",
            "",
            "Pictures are axial: NIfTI (one or a stack), .npy (rows x columns, or slices x rows x columns), PNG, "
                    + "a DICOM file, or a folder of them; one to four contrasts on one grid. Written are map.npy and "
                    + "counterpart.npy (float32, the input's shape; of several contrasts counterpart-CONTRAST.npy each), "
                    + "deviation.npy, map.nii.gz, overview.png and report.json."
        },
        footer = {
            "./larmor anomaly flair.nii.gz --contrast flair --out out/anomaly",
            "./larmor anomaly t1.nii.gz flair.nii.gz --contrast t1,flair --out out/anomaly",
            "# 1,500 evaluations a slice",
            "./larmor anomaly slice.png --contrast flair --paper --out out/paper"
        })
public final class AnomalyCommand implements Callable<Integer> {
    @Parameters(arity = "1..4", paramLabel = "IMAGE", description = "picture or stack of one contrast")
    private List<Path> images = List.of();

    @Option(
            names = "--contrast",
            paramLabel = "CONTRAST",
            split = ",",
            required = true,
            description = "flair, t1, t1c or t2: one for each IMAGE, in their order")
    private List<String> contrasts = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/anomaly",
            description = "folder of what is written (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("out/anomaly");

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "", description = "model (default: whichever fits)")
    private String model = "";

    @Option(names = "--paper", description = "the paper's own form: 500 steps each way, first order, no mask")
    private boolean paper;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "seed of the noise (default: 1)")
    private long seed = 1;

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Override
    public Integer call() throws BadInput, Failure, IOException {
        Study study = study();
        AnomalyPackage chosen = AnomalyModel.chosen(model);
        AnomalySettings settings = paper ? AnomalySettings.paper(seed) : AnomalySettings.of(chosen, seed);
        StudyFinding found;
        String device;
        try (TorchRuntime runtime = Device.start();
                ProgressLine progress = ProgressLine.steady();
                AnomalyFinder finder = AnomalyFinder.open(chosen, runtime, System::nanoTime)) {
            found = StudyFinding.of(study, finder, settings, progress::show);
            device = runtime.description();
        }
        AnomalyFolder.open(out).write(study, found, settings, device);
        study.notes().forEach(note -> answer.say("Note: " + note + "."));
        answer.give(out.resolve("report.json"), told(study, found, chosen));
        return ExitStatus.OK;
    }

    private Study study() throws BadInput, IOException {
        if (contrasts.size() != images.size()) {
            throw new BadInput(images.size() + " pictures and " + contrasts.size()
                    + " contrasts: each picture needs its --contrast, in the same order");
        }
        List<PictureFile> files = new ArrayList<>();
        List<Contrast> named = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            try {
                named.add(Contrast.of(contrasts.get(i)));
            } catch (AnomalyRefusal e) {
                throw new BadInput("--contrast: " + e.reason());
            }
            files.add(PictureFile.read(images.get(i)));
        }
        return Study.of(files, named);
    }

    private String told(Study study, StudyFinding found, AnomalyPackage chosen) {
        AnomalyFinding most = found.most();
        long mapped = found.slices().stream()
                .filter(StudyFinding.Slice.Mapped.class::isInstance)
                .count();
        String text =
                "%s of %d slices counted as anomalous, %.0f mm² in all; the highest score is %.2f (from %.2f on), with %s.%n"
                        .formatted(
                                found.anomalous() == 0 ? "No anomaly: none" : String.valueOf(found.anomalous()),
                                mapped,
                                found.areaMm2(),
                                most.score(),
                                most.scoreThreshold(),
                                chosen);
        if (mapped < study.slices()) {
            text += "%d slices without a map: report.json says why.%n".formatted(study.slices() - mapped);
        }
        return text + "Not for diagnosis. Written: %s%n".formatted(out);
    }
}
