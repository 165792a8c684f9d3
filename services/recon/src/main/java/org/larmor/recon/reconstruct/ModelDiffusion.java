package org.larmor.recon.reconstruct;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.diffusion.PreparedSlice;
import org.larmor.models.diffusion.ReconstructionListener;
import org.larmor.models.diffusion.SamplerSettings;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.models.zoo.Recipe;

/** The models of a zoo; a loaded one stays loaded. */
public final class ModelDiffusion implements DiffusionStep {
    /** Of a picture. */
    public record Size(int rows, int columns) {
        public Size {
            if (rows < 1 || columns < 1) {
                throw new IllegalArgumentException("a picture of " + rows + " x " + columns + " pixels");
            }
        }
    }

    private final ModelZoo zoo;
    private final TorchRuntime runtime;
    private final int batch;
    private final LongSupplier nanoTime;
    private final Map<String, DiffusionReconstructor> loaded = new HashMap<>();

    /**
     * @param runtime closed with this
     * @param batch most slices, or samples of slices, that the device works on at once
     * @param nanoTime the clock of the steps' durations
     */
    public ModelDiffusion(ModelZoo zoo, TorchRuntime runtime, int batch, LongSupplier nanoTime) {
        this.zoo = zoo;
        this.runtime = runtime;
        this.batch = batch;
        this.nanoTime = nanoTime;
    }

    /**
     * Loads every model and evaluates it, so that the first scan does not wait for that.
     *
     * @param sizes of the pictures that are expected
     * @throws IllegalStateException if one cannot be evaluated; the message names it
     */
    public ModelDiffusion warm(List<Size> sizes) {
        for (ModelPackage model : zoo.packages()) {
            try {
                for (Size size : sizes) {
                    reconstructor(model).warmUp(size.rows(), size.columns(), batch);
                }
            } catch (RuntimeException e) {
                throw new IllegalStateException("model " + model.name() + " cannot be evaluated: " + e.getMessage(), e);
            }
        }
        return this;
    }

    @Override
    public Choice choose(String wanted, int rows, int columns, String anatomy) {
        ModelZoo.Choice choice = zoo.choose(wanted, rows, columns, anatomy);
        return choice.model()
                .<Choice>map(model -> new Choice.Chosen(new Model(model.name(), model.version(), model.digest())))
                .orElseGet(() -> new Choice.Nothing(choice.reason()));
    }

    @Override
    public List<Result> reconstruct(Model model, List<Slice> slices, Effort effort, BooleanSupplier cancelled) {
        ModelPackage chosen = zoo.named(model.name()).orElseThrow();
        List<PreparedSlice> prepared = slices.stream()
                .map(slice -> new PreparedSlice(slice.kspace(), slice.maps(), slice.noiseLevel(), null))
                .toList();
        SamplerSettings settings = settings(chosen.description().recipe(), effort);
        try {
            return reconstructor(chosen)
                    .reconstruct(prepared, settings, urgency(effort), ReconstructionListener.NONE, cancelled)
                    .stream()
                    .map(made -> new Result(
                            made.mean(), made.standardDeviation(), made.evaluations(), made.samples(), made.steps()))
                    .toList();
        } catch (CancellationException e) {
            return List.of();
        }
    }

    /** The refined picture begins as the coarse one did: so both are what the model was validated with. */
    private SamplerSettings settings(Recipe recipe, Effort effort) {
        if (!effort.refined()) {
            return SamplerSettings.coarse(recipe).withBatch(batch);
        }
        SamplerSettings usual = SamplerSettings.refined(recipe, effort.seed()).withBatch(batch);
        SamplerSettings sampled = effort.samples() == 0 ? usual : usual.withSamples(effort.samples());
        return effort.steps() == 0 ? sampled : sampled.withEvaluations(effort.steps());
    }

    private static Urgency urgency(Effort effort) {
        return effort.refined() ? Urgency.refinement(effort.scan()) : Urgency.preview(effort.scan());
    }

    private synchronized DiffusionReconstructor reconstructor(ModelPackage model) {
        return loaded.computeIfAbsent(model.name(), name -> DiffusionReconstructor.open(model, runtime, nanoTime));
    }

    @Override
    public synchronized void close() {
        loaded.values().forEach(DiffusionReconstructor::close);
        runtime.close();
    }
}
