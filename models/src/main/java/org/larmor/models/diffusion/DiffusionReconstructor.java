package org.larmor.models.diffusion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.larmor.core.domain.KSpace;
import org.larmor.models.network.NetworkEvaluation;
import org.larmor.models.network.TorchDenoiser;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.DeviceEncodingOperator;
import org.larmor.models.tensor.DeviceSession;
import org.larmor.models.tensor.OutOfDeviceMemoryException;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.ModelDescription;
import org.larmor.models.zoo.ModelPackage;

/**
 * Reconstructs slices with a model: a coarse picture of a few network evaluations, each made consistent with the data,
 * then posterior samples around it, their mean and their standard deviation.
 *
 * <p>May be called from several threads; their steps take turns on the device, the most urgent first, and their
 * questions to the network are evaluated together where the device gains by that.
 */
public final class DiffusionReconstructor implements AutoCloseable {
    private final TorchRuntime runtime;
    private final Prior prior;
    private final AutoCloseable network;
    private final LongSupplier nanoTime;

    DiffusionReconstructor(TorchRuntime runtime, Prior prior, AutoCloseable network, LongSupplier nanoTime) {
        this.runtime = runtime;
        this.prior = prior;
        this.network = network;
        this.nanoTime = nanoTime;
    }

    /**
     * Loads the model onto the runtime's device.
     *
     * @param nanoTime the clock of the steps' durations, for example {@code System::nanoTime}
     * @throws IllegalArgumentException if the network cannot be loaded
     */
    public static DiffusionReconstructor open(ModelPackage model, TorchRuntime runtime, LongSupplier nanoTime) {
        ModelDescription description = model.description();
        TorchDenoiser network = model.open(runtime);
        var prior = new Prior(
                network,
                model.known(),
                description.noiseGain(),
                description.sigma().max(),
                description.recipe(),
                Objects.requireNonNullElse(description.calibration(), Calibration.NONE));
        return new DiffusionReconstructor(runtime, prior, network, nanoTime);
    }

    /**
     * Reconstructs the slices, those of equal size together.
     *
     * @param cancelled asked between two steps on the device, from any thread; quick
     * @return one result a slice, in their order: refined where the settings ask for samples, else coarse
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws IllegalArgumentException if a slice holds no signal
     * @throws OutOfDeviceMemoryException if the device has not the memory for one slice and one sample alone
     */
    public List<DiffusionResult> reconstruct(
            List<PreparedSlice> slices,
            SamplerSettings settings,
            ReconstructionListener listener,
            BooleanSupplier cancelled) {
        Urgency urgency = settings.samples() == 0 ? Urgency.preview(0) : Urgency.refinement(0);
        return reconstruct(slices, settings, urgency, listener, cancelled);
    }

    /** The same beside others, who may be more urgent. */
    public List<DiffusionResult> reconstruct(
            List<PreparedSlice> slices,
            SamplerSettings settings,
            Urgency urgency,
            ReconstructionListener listener,
            BooleanSupplier cancelled) {
        return inBatches(
                slices,
                settings.batch(),
                urgency,
                listener,
                cancelled,
                (steps, together, places, batch) -> new Reconstruction(
                                prior,
                                settings.withBatch(batch),
                                steps,
                                new Stopwatch(nanoTime),
                                (result, place) -> listener.coarse(places.get(place), result))
                        .run(together));
    }

    /**
     * Reconstructs the slices by a published family; otherwise the same.
     *
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws IllegalArgumentException if a slice holds no signal, or there is no such family
     */
    public List<DiffusionResult> reconstruct(
            List<PreparedSlice> slices,
            FamilySettings settings,
            ReconstructionListener listener,
            BooleanSupplier cancelled) {
        return reconstruct(slices, settings, Urgency.refinement(0), listener, cancelled);
    }

    /** The same beside others, who may be more urgent. */
    public List<DiffusionResult> reconstruct(
            List<PreparedSlice> slices,
            FamilySettings settings,
            Urgency urgency,
            ReconstructionListener listener,
            BooleanSupplier cancelled) {
        return inBatches(
                slices,
                settings.batch(),
                urgency,
                listener,
                cancelled,
                (steps, together, places, batch) -> new FamilyReconstruction(
                                prior, settings.withBatch(batch), steps, new Stopwatch(nanoTime))
                        .run(together));
    }

    /**
     * What is done with slices of one size on the device, at most {@code batch} of them or of their samples at a time; {@code places} are
     * theirs among all slices.
     */
    private interface Work {
        List<DiffusionResult> run(DeviceSteps steps, List<PreparedSlice> together, List<Integer> places, int batch);
    }

    private List<DiffusionResult> inBatches(
            List<PreparedSlice> slices,
            int most,
            Urgency urgency,
            ReconstructionListener listener,
            BooleanSupplier cancelled,
            Work work) {
        DiffusionResult[] results = new DiffusionResult[slices.size()];
        Deque<List<Integer>> left = new ArrayDeque<>(batches(slices, most));
        int batch = most;
        while (!left.isEmpty()) {
            List<Integer> places = left.pop();
            List<PreparedSlice> together = places.stream().map(slices::get).toList();
            try (DeviceSession session = runtime.open(urgency, cancelled)) {
                var steps = new DeviceSteps(session, cancelled, listener::evaluated, runtime.isCuda());
                List<DiffusionResult> part = work.run(steps, together, places, batch);
                for (int i = 0; i < part.size(); i++) {
                    results[places.get(i)] = part.get(i);
                    listener.finished(places.get(i), part.get(i));
                }
            } catch (OutOfDeviceMemoryException e) {
                if (batch == 1) {
                    throw e;
                }
                batch /= 2;
                listener.halved(batch);
                cut(places, batch).reversed().forEach(left::push);
            }
        }
        return List.of(results);
    }

    /**
     * Evaluates the network twice on empty pictures of this size, so that the first scan need not wait for PyTorch to settle on its
     * kernels; and so that a network that cannot be evaluated is found before it is needed. On CUDA, where kernels are chosen
     * by the size of the batch, in every size in which evaluations come there; on a CPU one is enough.
     *
     * @param most elements of an evaluation that is made for one caller
     * @throws RuntimeException what PyTorch says of a network that does not take these inputs
     */
    public void warmUp(int rows, int columns, int most) {
        int largest = runtime.isCuda() ? NetworkEvaluation.bucket(Math.max(most, runtime.mostElements())) : 1;
        for (int elements = 1; elements <= largest; elements *= 2) {
            for (int i = 0; i < 2; i++) {
                evaluateEmpty(elements, rows, columns);
            }
        }
    }

    private void evaluateEmpty(int elements, int rows, int columns) {
        runtime.onDevice(workspace -> {
            Tensor empty = workspace.zeros(elements, rows, columns, 2).joined();
            Tensor known = workspace.zeros(elements, prior.known().size(), rows, columns);
            double[] sigma = new double[elements];
            Arrays.fill(sigma, prior.silentSigma());
            return prior.network().residual(empty, sigma, known).residual().toFloats();
        });
    }

    /** Places of slices that can go through the device together, at most {@code most} of them. */
    private static List<List<Integer>> batches(List<PreparedSlice> slices, int most) {
        Map<Likeness, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < slices.size(); i++) {
            alike.computeIfAbsent(Likeness.of(slices.get(i).kspace()), likeness -> new ArrayList<>())
                    .add(i);
        }
        return alike.values().stream()
                .map(places -> cut(places, most))
                .flatMap(Collection::stream)
                .toList();
    }

    /** What slices of one batch have in common. */
    private record Likeness(int rows, int columns, int coils, boolean wholeLines) {
        static Likeness of(KSpace kspace) {
            boolean wholeLines = DeviceEncodingOperator.isWholeLines(kspace.mask());
            return new Likeness(kspace.rows(), kspace.columns(), kspace.coils(), wholeLines);
        }
    }

    private static List<List<Integer>> cut(List<Integer> places, int most) {
        List<List<Integer>> parts = new ArrayList<>();
        for (int from = 0; from < places.size(); from += most) {
            parts.add(places.subList(from, Math.min(from + most, places.size())));
        }
        return parts;
    }

    /** Frees the network. */
    @Override
    public void close() {
        runtime.onDevice(workspace -> {
            try {
                network.close();
            } catch (Exception e) {
                throw new IllegalStateException("the network could not be freed", e);
            }
            return true;
        });
    }
}
