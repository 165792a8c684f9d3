package org.larmor.recon.synthesise;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Frame.Deviation;
import org.larmor.core.domain.Frame.Displacement;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.motion.DisplacementField;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.synthesis.FrameSynthesizer;
import org.larmor.models.synthesis.SynthesisResult;
import org.larmor.models.synthesis.SynthesisedFrame;
import org.larmor.models.synthesis.SynthesizerShelf;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.LoadedModels;
import org.larmor.models.zoo.ZooWatch;
import org.larmor.recon.flow.Priority;
import org.larmor.recon.ops.ModelReload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deformable models of a folder; a new version is used from the next interval on. */
public final class ModelSynthesis implements FrameSynthesis {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSynthesis.class);

    private final SynthesizerShelf shelf;
    private final Size size;
    private @Nullable ModelReload reload;

    /** Of a picture. */
    public record Size(int rows, int columns) {}

    /**
     * Loads every deformable model and evaluates it; one that cannot be used is left out.
     *
     * @param runtime not closed with this
     * @param size of the pictures that are expected
     * @param nanoTime the clock of durations
     */
    public ModelSynthesis(Path zoo, TorchRuntime runtime, Size size, LongSupplier nanoTime) {
        this(new ZooWatch<>(zoo, DeformablePackage.class), runtime, size, nanoTime);
    }

    /** The same of watched packages. */
    public ModelSynthesis(ZooWatch<DeformablePackage> zoo, TorchRuntime runtime, Size size, LongSupplier nanoTime) {
        this.size = size;
        this.shelf = new SynthesizerShelf(zoo, model -> opened(model, runtime, nanoTime));
        refresh();
    }

    private FrameSynthesizer opened(DeformablePackage model, TorchRuntime runtime, LongSupplier nanoTime) {
        FrameSynthesizer synthesizer = FrameSynthesizer.open(model, runtime, nanoTime);
        if (model.unfit(1, size.rows(), size.columns()).isEmpty()) {
            synthesizer.warmUp(1, size.rows(), size.columns());
        }
        return synthesizer;
    }

    /** Looks for new versions from now on, with so many seconds between two looks; 0 for never. */
    public ModelSynthesis watched(int seconds) {
        reload = seconds == 0 ? null : new ModelReload(this::refresh, seconds);
        return this;
    }

    private void refresh() {
        shelf.refresh().forEach(line -> LOG.info("frames: {}", line));
    }

    @Override
    public Choice choose(String wanted, int rows, int columns, String anatomy) {
        org.larmor.models.zoo.Choice<DeformablePackage> choice = shelf.choose(wanted, 1, rows, columns);
        if (choice.model().isEmpty()) {
            return new Choice.Nothing(choice.reason());
        }
        DeformablePackage model = choice.model().get();
        return model.anatomy().isEmpty() || anatomy.isEmpty() || model.anatomy().contains(anatomy)
                ? new Choice.Chosen(new Model(model.name(), model.version(), model.digest()))
                : new Choice.Nothing(
                        "model " + model.name() + " is for " + String.join(", ", model.anatomy()) + ", not " + anatomy);
    }

    @Override
    public Result frames(Model model, Request request, BooleanSupplier cancelled) {
        try (LoadedModels.Lease<FrameSynthesizer> lease = shelf.lease(model.digest())
                .orElseThrow(() -> new IllegalStateException("model " + model.name() + " is not loaded any more"))) {
            SynthesisResult made = lease.model()
                    .synthesize(
                            RealVolume.of(request.source()),
                            RealVolume.of(request.target()),
                            settings(request),
                            Urgency.frames(request.scan()).of(Priority.ROUTINE.ordinal()),
                            cancelled);
            return new Result(
                    made.frames().stream().map(ModelSynthesis::made).toList(),
                    made.latentEvaluations() + made.deformationEvaluations(),
                    List.of(new Provenance.Step("synthesis", made.millis())));
        } catch (CancellationException e) {
            return new Result(List.of(), 0, List.of());
        }
    }

    private static org.larmor.models.synthesis.SynthesisSettings settings(Request request) {
        var frames = org.larmor.models.synthesis.SynthesisSettings.at(request.gammas());
        var told = request.samples() > 0 ? frames.withDeviation(request.samples(), request.seed()) : frames;
        return request.fields() ? told.withFields() : told;
    }

    private static Made made(SynthesisedFrame frame) {
        RealVolume deviation = frame.deviation();
        return new Made(
                frame.picture().slice(0),
                deviation == null ? null : new Deviation(deviation.slice(0), null),
                displacement(frame.field()),
                frame.foldedShare());
    }

    private static @Nullable Displacement displacement(@Nullable DisplacementField field) {
        return field == null
                ? null
                : new Displacement(
                        field.component(field.components() - 2).slice(0),
                        field.component(field.components() - 1).slice(0));
    }

    @Override
    public void close() {
        if (reload != null) {
            reload.close();
        }
        shelf.close();
    }
}
