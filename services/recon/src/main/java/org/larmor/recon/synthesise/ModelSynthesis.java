package org.larmor.recon.synthesise;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelZoo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deformable models of a folder, as they are when the service starts. */
public final class ModelSynthesis implements FrameSynthesis {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSynthesis.class);

    private final Map<Model, FrameSynthesizer> loaded = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    /**
     * Loads every deformable model and evaluates it; one that cannot be used is left out.
     *
     * @param runtime not closed with this
     * @param rows of a picture that is expected, for a first evaluation
     * @param columns as well
     * @param nanoTime the clock of durations
     */
    public ModelSynthesis(Path zoo, TorchRuntime runtime, int rows, int columns, LongSupplier nanoTime) {
        ModelZoo folder = ModelZoo.read(zoo);
        faults.addAll(folder.faults());
        for (DeformablePackage each : folder.deformable()) {
            try {
                FrameSynthesizer synthesizer = FrameSynthesizer.open(each, runtime, nanoTime);
                loaded.put(new Model(each.name(), each.version(), each.digest()), synthesizer);
                synthesizer.warmUp(1, rows, columns);
                LOG.info("model {} synthesises frames", each);
            } catch (RuntimeException e) {
                faults.add(String.valueOf(e.getMessage()));
                LOG.warn("model left out: {}", e.getMessage());
            }
        }
    }

    @Override
    public Choice choose(String wanted, int rows, int columns, String anatomy) {
        String reason = "";
        for (Map.Entry<Model, FrameSynthesizer> each : loaded.entrySet()) {
            if (!wanted.isEmpty() && !wanted.equals(each.getKey().name())) {
                continue;
            }
            String unfit = unfit(each.getValue().model(), rows, columns, anatomy);
            if (unfit.isEmpty()) {
                return new Choice.Chosen(each.getKey());
            }
            reason = reason.isEmpty() ? unfit : reason;
        }
        return new Choice.Nothing(reason.isEmpty() ? missing(wanted) : reason);
    }

    private static String unfit(DeformablePackage model, int rows, int columns, String anatomy) {
        List<String> made = model.anatomy();
        return made.isEmpty() || anatomy.isEmpty() || made.contains(anatomy)
                ? model.unfit(1, rows, columns)
                : "model " + model.name() + " is for " + String.join(", ", made) + ", not " + anatomy;
    }

    private String missing(String wanted) {
        String fault = faults.isEmpty() ? "" : ": " + faults.getFirst();
        return (wanted.isEmpty()
                        ? "there is no model that synthesises frames"
                        : "there is no model named " + wanted + " that synthesises frames")
                + fault;
    }

    @Override
    public Result frames(Model model, Request request, BooleanSupplier cancelled) {
        FrameSynthesizer synthesizer = Objects.requireNonNull(loaded.get(model), () -> model + " is not loaded");
        try {
            SynthesisResult made = synthesizer.synthesize(
                    RealVolume.of(request.source()),
                    RealVolume.of(request.target()),
                    settings(request),
                    Urgency.refinement(request.scan()),
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
        loaded.values().forEach(FrameSynthesizer::close);
    }
}
