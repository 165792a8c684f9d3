package org.larmor.recon;

import java.nio.file.Files;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchUnavailableException;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ZooWatch;
import org.larmor.recon.reconstruct.DiffusionStep;
import org.larmor.recon.reconstruct.ModelDiffusion;
import org.larmor.recon.synthesise.FrameSynthesis;
import org.larmor.recon.synthesise.ModelSynthesis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The networks of the service, on one device.
 *
 * @param reconstruction closed last: it frees the device
 */
record Networks(DiffusionStep reconstruction, FrameSynthesis synthesis) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Networks.class);

    /** Those of the configuration, or stand-ins that say why there are none. */
    static Networks of(ReconConfig config) {
        ReconConfig.Models wished = config.models();
        if (!Files.isDirectory(wished.folder())) {
            return none("there is no model");
        }
        try {
            TorchRuntime runtime = TorchRuntime.start(wished.torch());
            LOG.info("models from {}, {}", wished.folder(), runtime.description());
            ModelDiffusion models = new ModelDiffusion(
                    new ZooWatch<>(wished.folder(), ModelPackage.class, wished.trust()),
                    runtime,
                    wished.batch(),
                    wished.warmUp(),
                    System::nanoTime);
            DiffusionStep reconstruction =
                    wished.reloadSeconds() == 0 ? models : models.watched(wished.reloadSeconds());
            return new Networks(reconstruction, synthesis(config, runtime));
        } catch (TorchUnavailableException e) {
            LOG.warn("no models: {}", e.getMessage());
            return none(String.valueOf(e.getMessage()));
        }
    }

    private static FrameSynthesis synthesis(ReconConfig config, TorchRuntime runtime) {
        ModelDiffusion.Size size = config.models().warmUp().getFirst();
        var expected = new ModelSynthesis.Size(size.rows(), size.columns());
        return new ModelSynthesis(
                        new ZooWatch<>(
                                config.models().folder(),
                                DeformablePackage.class,
                                config.models().trust()),
                        runtime,
                        expected,
                        System::nanoTime)
                .watched(config.models().reloadSeconds());
    }

    private static Networks none(String reason) {
        return new Networks(DiffusionStep.none(reason), FrameSynthesis.none(reason));
    }

    @Override
    public void close() {
        synthesis.close();
        reconstruction.close();
    }
}
