package org.larmor.models.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.larmor.core.domain.RealVolume;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.tensor.DeviceSession;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.DeformableDescription.Ease;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.LoadedModels;

/**
 * Makes the frames between two phases, source and target, with a Diffusion Deformable Model (Kim, Han, Ye, MICCAI 2022): one
 * evaluation of G, and one of M a frame; twice that where frames are blended from source and target, each moved.
 *
 * <p>Only the networks are asked on the device; pictures are moved and blended on the caller's thread, in their own intensities.
 * May be called from several threads; their steps take turns on the device, the most urgent first.
 */
public final class FrameSynthesizer implements LoadedModels.Loaded<DeformablePackage> {
    private final DeformablePackage model;
    private final TorchRuntime runtime;
    private final DeformableNetworks networks;
    private final LongSupplier nanoTime;

    private FrameSynthesizer(
            DeformablePackage model, TorchRuntime runtime, DeformableNetworks networks, LongSupplier nanoTime) {
        this.model = model;
        this.runtime = runtime;
        this.networks = networks;
        this.nanoTime = nanoTime;
    }

    /**
     * Loads the model onto the runtime's device and asks it once.
     *
     * @param nanoTime the clock of durations, for example {@code System::nanoTime}
     * @throws IllegalArgumentException if a network cannot be loaded or has another signature; one line
     */
    public static FrameSynthesizer open(DeformablePackage model, TorchRuntime runtime, LongSupplier nanoTime) {
        DeformableNetworks networks = DeformableNetworks.open(model, runtime);
        var synthesizer = new FrameSynthesizer(model, runtime, networks, nanoTime);
        try {
            new MotionCheck(model.name(), networks, runtime).run();
            return synthesizer;
        } catch (RuntimeException e) {
            synthesizer.close();
            throw e;
        }
    }

    @Override
    public DeformablePackage model() {
        return model;
    }

    /**
     * Makes the frames.
     *
     * @param urgency among those who ask the device; {@link Urgency#refinement} where nobody waits for these frames
     * @param cancelled asked between two steps on the device, from any thread; quick
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws IllegalArgumentException if source and target are not of one size, one of them is constant or holds values that are not
     *     finite, or deviations are asked of a model that was not made for them; one line
     */
    public SynthesisResult synthesize(
            RealVolume source,
            RealVolume target,
            SynthesisSettings settings,
            Urgency urgency,
            BooleanSupplier cancelled) {
        long began = nanoTime.getAsLong();
        if (!source.isSizedLike(target)) {
            throw new IllegalArgumentException(
                    "the source is " + source.size() + " and the target " + target.size() + " pixels");
        }
        Normalisation scale =
                Normalisation.of(source, target, networks.description().normalisation());
        boolean blended = settings.blended() && networks.description().bidirectional();
        try (DeviceSession session = runtime.open(urgency, cancelled)) {
            var uncertainty = FrameUncertainty.of(model, settings, scale);
            int most = runtime.mostElements();
            var forward = MovingPicture.of(
                    new LatentMotion(networks, session, scale, source, target, most), source, uncertainty);
            List<MovingPicture> both = new ArrayList<>(List.of(forward));
            if (blended) {
                both.add(MovingPicture.of(
                        new LatentMotion(networks, session, scale, target, source, most), target, uncertainty));
            }
            Ease course = course(settings);
            var blend = new FrameBlend(both, uncertainty, settings.fields(), course);
            List<SynthesisedFrame> frames =
                    settings.gammas().stream().map(blend::frame).toList();
            return new SynthesisResult(
                    frames,
                    blended,
                    both.stream().mapToInt(MovingPicture::latentEvaluations).sum(),
                    both.stream()
                            .mapToInt(MovingPicture::deformationEvaluations)
                            .sum(),
                    (nanoTime.getAsLong() - began) / 1e6);
        }
    }

    private Ease course(SynthesisSettings settings) {
        Ease stated = networks.description().ease();
        return settings.eased() && stated != null ? stated : Ease.EVEN;
    }

    /**
     * Makes frames between pictures of this size that nobody asked for, so that the first scan need not wait for PyTorch to settle on
     * its kernels and for Java to compile what moves pictures.
     */
    public void warmUp(int slices, int rows, int columns) {
        RealVolume source = MotionCheck.disc(slices, rows, columns, rows / 4.0);
        RealVolume target = MotionCheck.disc(slices, rows, columns, rows / 3.0);
        SynthesisSettings some = SynthesisSettings.at(List.of(0.2, 0.4, 0.6, 0.8));
        for (int i = 0; i < 2; i++) {
            synthesize(source, target, some, Urgency.AT_ONCE, () -> false);
        }
    }

    /** Frees the networks. */
    @Override
    public void close() {
        runtime.onDevice(workspace -> {
            networks.close();
            return true;
        });
    }
}
