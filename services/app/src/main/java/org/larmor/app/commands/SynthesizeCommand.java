package org.larmor.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.cli.ProgressLine;
import org.larmor.app.stack.Home;
import org.larmor.app.synthesis.FrameFolder;
import org.larmor.app.synthesis.Phase;
import org.larmor.app.synthesis.PhasePair;
import org.larmor.core.domain.RealVolume;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.synthesis.FrameSynthesizer;
import org.larmor.models.synthesis.SynthesisResult;
import org.larmor.models.synthesis.SynthesisSettings;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.Choice;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelZoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code larmor synthesize}: the frames between two phases. */
@Group("Pictures from files")
@Command(
        name = "synthesize",
        description = {
            "Makes the frames between two phases of a moving organ.",
            "",
            "Source and target, such as end-diastole and end-systole of a heart, are NIfTI (one picture or a "
                    + "stack), .npy (rows x columns, or slices x rows x columns) or PNG. Written are frames.npy (float32, "
                    + "frame x rows x columns or frame x slices x rows x columns, in the source's own intensities; the "
                    + "first frame is the source), frames.nii.gz, fields.nii.gz, frames.gif and report.json. A target with "
                    + "another grid is resampled to the source's."
        },
        footer = {
            "./larmor synthesize ed.nii.gz es.nii.gz --frames 12 --out out/cine",
            "# with uncertainty.npy",
            "./larmor synthesize ed.png es.png --frames 8 --samples 8 --out out/cine",
            "# the source alone is moved",
            "./larmor synthesize ed.npy es.npy --frames 8 --paper --out out/paper"
        })
public final class SynthesizeCommand implements Callable<Integer> {
    private static final int MOST_FRAMES = 1000;

    @Parameters(index = "0", paramLabel = "SOURCE", description = "picture of the first phase")
    private Path source = Path.of("");

    @Parameters(index = "1", paramLabel = "TARGET", description = "picture of the last phase")
    private Path target = Path.of("");

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "10",
            description = "frames from source to target, both counted (default: ${DEFAULT-VALUE})")
    private int frames = 10;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/frames",
            description = "folder of what is written (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("out/frames");

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "", description = "model (default: whichever fits)")
    private String model = "";

    @Option(names = "--paper", description = "moves the source alone, as the paper does, instead of blending both")
    private boolean paper;

    @Option(
            names = "--even",
            description = "source and target are neighbouring phases: equal shares of the motion at equal times")
    private boolean even;

    @Option(
            names = "--samples",
            paramLabel = "K",
            defaultValue = "0",
            description = "latent samples whose spread is written as the standard deviation (default: none)")
    private int samples;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "seed of those samples (default: 1)")
    private long seed = 1;

    @Mixin
    private final JsonOption answer = new JsonOption();

    @Override
    public Integer call() throws BadInput, Failure, IOException {
        if (frames < 2 || frames > MOST_FRAMES) {
            throw new BadInput("--frames " + frames + ": must be within 2 and " + MOST_FRAMES);
        }
        if (samples < 0 || samples == 1 || samples > MOST_FRAMES) {
            throw new BadInput("--samples " + samples + ": must be 0, or within 2 and " + MOST_FRAMES);
        }
        PhasePair pair = PhasePair.of(Phase.read(source), Phase.read(target));
        DeformablePackage chosen = chosen(pair.source().picture());
        FrameFolder folder = FrameFolder.open(out);
        SynthesisResult made = made(chosen, pair);
        folder.write(pair, chosen, made);
        pair.notes().forEach(note -> answer.say("Note: " + note + "."));
        String text = "%d frames with %s in %.1f s; folded pixels at most %.2f %%; the last frame is %s.%nWritten: %s%n"
                .formatted(
                        frames,
                        chosen,
                        made.millis() / 1e3,
                        100 * made.foldedShare(),
                        made.blended() ? "the target itself" : "the source moved",
                        out);
        answer.give(out.resolve("report.json"), text);
        return ExitStatus.OK;
    }

    private DeformablePackage chosen(RealVolume picture) throws BadInput, Failure {
        ModelZoo zoo = ModelZoo.read(Home.zoo());
        List<DeformablePackage> models = zoo.deformable();
        Choice<DeformablePackage> choice =
                DeformablePackage.choose(models, model, picture.slices(), picture.rows(), picture.columns());
        if (choice.model().isEmpty() && !zoo.faults().isEmpty()) {
            throw new Failure(choice.reason() + ": " + String.join("; ", zoo.faults()));
        }
        return choice.model().orElseThrow(() -> new BadInput(choice.reason()));
    }

    private SynthesisResult made(DeformablePackage chosen, PhasePair pair) throws Failure {
        SynthesisSettings settings = SynthesisSettings.evenly(frames).withFields();
        settings = paper ? settings.fromSourceAlone() : settings;
        settings = even ? settings.even() : settings;
        settings = samples == 0 ? settings : settings.withDeviation(samples, seed);
        try (TorchRuntime runtime = Device.start();
                ProgressLine progress = ProgressLine.onTerminal();
                FrameSynthesizer synthesizer = FrameSynthesizer.open(chosen, runtime, System::nanoTime)) {
            progress.show("synthesising " + frames + " frames");
            return synthesizer.synthesize(
                    pair.source().picture(), pair.onSource(), settings, Urgency.refinement(0), () -> false);
        }
    }
}
