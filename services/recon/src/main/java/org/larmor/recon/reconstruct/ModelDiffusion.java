package org.larmor.recon.reconstruct;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.diffusion.DiffusionResult;
import org.larmor.models.diffusion.Families;
import org.larmor.models.diffusion.FamilySettings;
import org.larmor.models.diffusion.PreparedSlice;
import org.larmor.models.diffusion.ReconstructionListener;
import org.larmor.models.diffusion.SamplerSettings;
import org.larmor.models.diffusion.WarmStart;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Conditioning;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.Recipe;
import org.larmor.models.zoo.ZooWatch;
import org.larmor.recon.flow.Method;
import org.larmor.recon.ops.ModelReload;

/** The models of a folder; new versions are taken while scans run. */
public final class ModelDiffusion implements DiffusionStep {
    /** Of a picture. */
    public record Size(int rows, int columns) {
        public Size {
            if (rows < 1 || columns < 1) {
                throw new IllegalArgumentException("a picture of " + rows + " x " + columns + " pixels");
            }
        }
    }

    private static final int BATCH_ON_CUDA = 8;

    private final TorchRuntime runtime;
    private final int batch;
    private final List<Size> warmUp;
    private final LongSupplier nanoTime;
    private final ModelShelf shelf;
    private final ModelsBean bean;
    private @Nullable ModelReload reload;

    /**
     * Loads every model and evaluates it, so that the first scan does not wait for that; one that cannot be evaluated is left out.
     *
     * @param zoo folder of model packages
     * @param runtime closed with this
     * @param batch most slices, or samples of slices, that the device works on at once; 0 for the device's own number: 8 on CUDA; 1
     *     on a CPU, which makes several no faster, and where others would wait for them
     * @param warmUp sizes of the pictures that are expected
     * @param nanoTime the clock of the steps' durations
     */
    public ModelDiffusion(Path zoo, TorchRuntime runtime, int batch, List<Size> warmUp, LongSupplier nanoTime) {
        this(new ZooWatch<>(zoo, ModelPackage.class), runtime, batch, warmUp, nanoTime);
    }

    /** The same of watched packages. */
    public ModelDiffusion(
            ZooWatch<ModelPackage> zoo, TorchRuntime runtime, int batch, List<Size> warmUp, LongSupplier nanoTime) {
        this.runtime = runtime;
        this.batch = batch > 0 ? batch : runtime.isCuda() ? BATCH_ON_CUDA : 1;
        this.warmUp = List.copyOf(warmUp);
        this.nanoTime = nanoTime;
        this.shelf = new ModelShelf(zoo, this::opened);
        this.bean = new ModelsBean(shelf::status);
        shelf.refresh();
    }

    /** Looks for new versions from now on, with so many seconds between two looks. */
    public ModelDiffusion watched(int seconds) {
        reload = new ModelReload(this::refresh, seconds);
        return this;
    }

    /** Looks for new versions once; for one thread. */
    void refresh() {
        shelf.refresh();
    }

    public ModelsStatus status() {
        return shelf.status();
    }

    private DiffusionReconstructor opened(ModelPackage model) {
        DiffusionReconstructor reconstructor = DiffusionReconstructor.open(model, runtime, nanoTime);
        try {
            warmUp.forEach(size -> reconstructor.warmUp(size.rows(), size.columns(), batch));
            return reconstructor;
        } catch (RuntimeException e) {
            reconstructor.close();
            throw new IllegalStateException("model " + model.name() + " cannot be evaluated: " + firstLine(e), e);
        }
    }

    private static String firstLine(RuntimeException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public Choice choose(String scanId, Wish wish) {
        return shelf.choose(scanId, wish);
    }

    @Override
    public void forget(String scanId) {
        shelf.forget(scanId);
    }

    @Override
    public List<Result> reconstruct(Model model, List<Slice> slices, Effort effort, BooleanSupplier cancelled) {
        LoadedModel chosen = shelf.loaded(model);
        boolean warm = slices.stream().allMatch(slice -> slice.coarse() != null);
        List<PreparedSlice> prepared = slices.stream()
                .map(slice -> new PreparedSlice(
                        slice.kspace(), slice.maps(), slice.noiseLevel(), warm ? start(slice.coarse()) : null))
                .toList();
        SamplerSettings usual = settings(chosen.model().description().recipe(), effort);
        boolean cine = slices.stream().allMatch(Slice::isOfCine);
        int passes = passes(slices, usual);
        SamplerSettings settings =
                cine && effort.refined() ? usual.withPasses(0).withPolish(passes) : usual.withPasses(passes);
        Halvings halvings = new Halvings();
        String remark = cine ? single(chosen.model()) : "";
        try {
            return reconstructed(chosen.reconstructor(), prepared, settings, effort, halvings, cancelled).stream()
                    .map(made -> result(made, warm, Pictures.joined(remark, halvings.remark())))
                    .toList();
        } catch (CancellationException e) {
            return List.of();
        }
    }

    private List<DiffusionResult> reconstructed(
            DiffusionReconstructor reconstructor,
            List<PreparedSlice> slices,
            SamplerSettings settings,
            Effort effort,
            ReconstructionListener listener,
            BooleanSupplier cancelled) {
        return switch (effort.method()) {
            case DIFFUSERECON, DIFFUSERECON_PAPER, MC_DDPM, MC_DDPM_PAPER ->
                reconstructor.reconstruct(slices, familySettings(effort), urgency(effort), listener, cancelled);
            case COARSE_TO_FINE, ZERO_FILLED, SENSE, L1_WAVELET, LOW_RANK_SPARSE ->
                reconstructor.reconstruct(slices, settings, urgency(effort), listener, cancelled);
        };
    }

    /** What this method tells a network. */
    public static Conditioning conditioning(Method method) {
        return switch (method) {
            case DIFFUSERECON, DIFFUSERECON_PAPER, MC_DDPM, MC_DDPM_PAPER -> Families.conditioning(method.label());
            case COARSE_TO_FINE, ZERO_FILLED, SENSE, L1_WAVELET, LOW_RANK_SPARSE -> Conditioning.CONDITIONAL;
        };
    }

    private FamilySettings familySettings(Effort effort) {
        FamilySettings usual =
                Families.usual(effort.method().label()).withSeed(effort.seed()).withBatch(batch);
        FamilySettings sampled = effort.samples() == 0 ? usual : usual.withSamples(effort.samples());
        return effort.steps() == 0 ? sampled : sampled.withLevels(effort.steps());
    }

    /** What is to be said of a cine by a model whose calibration knows none, or empty. */
    private static String single(ModelPackage model) {
        Calibration calibration = model.calibration();
        return calibration == null || calibration.hasCine() ? "" : "the uncertainty was calibrated on single pictures";
    }

    /** Fewer for slices that begin from a picture than for those that begin from CG-SENSE. */
    private static int passes(List<Slice> slices, SamplerSettings usual) {
        int passes = 0;
        for (Slice slice : slices) {
            Coarse coarse = slice.coarse();
            int own = coarse == null ? usual.passes() : coarse.passes();
            passes = Math.max(passes, own);
        }
        return passes;
    }

    private static @Nullable WarmStart start(@Nullable Coarse coarse) {
        return coarse == null ? null : new WarmStart(coarse.picture(), coarse.deviation(), coarse.origin());
    }

    /** What is to be said where the device had not the memory for as much at a time as it was given. */
    private static final class Halvings implements ReconstructionListener {
        private int batch;

        @Override
        public void halved(int now) {
            batch = now;
        }

        String remark() {
            return batch == 0 ? "" : "the device's memory sufficed for " + batch + " at a time only";
        }
    }

    private static Result result(DiffusionResult made, boolean warm, String remark) {
        RealImage raw = made.deviation();
        RealImage calibrated = made.calibratedDeviation();
        Double predicted = made.predictedNrmse();
        Uncertainty uncertainty = raw == null || calibrated == null || predicted == null
                ? null
                : new Uncertainty(calibrated, raw, predicted);
        return new Result(
                made.mean(),
                uncertainty,
                made.calibrated(),
                made.evaluations(),
                made.samples(),
                warm,
                made.steps(),
                remark);
    }

    /** The recipe's, but for what the scan asks for. */
    private SamplerSettings settings(Recipe recipe, Effort effort) {
        if (!effort.refined()) {
            return SamplerSettings.coarse(recipe).withBatch(batch);
        }
        SamplerSettings usual = SamplerSettings.refined(recipe, effort.seed()).withBatch(batch);
        SamplerSettings sampled = effort.samples() == 0 ? usual : usual.withSamples(effort.samples());
        return effort.steps() == 0 ? sampled : sampled.withEvaluations(effort.steps());
    }

    private static Urgency urgency(Effort effort) {
        Urgency urgency = effort.refined() ? Urgency.refinement(effort.scan()) : Urgency.preview(effort.scan());
        return urgency.of(effort.priority().ordinal());
    }

    @Override
    public void close() {
        if (reload != null) {
            reload.close();
        }
        bean.close();
        shelf.close();
        runtime.close();
    }
}
