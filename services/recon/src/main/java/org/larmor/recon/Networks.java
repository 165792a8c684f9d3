package org.larmor.recon;

import java.nio.file.Files;
import java.util.Set;
import java.util.function.Supplier;
import org.larmor.models.tensor.DeviceUse;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchUnavailableException;
import org.larmor.models.zoo.AnomalyPackage;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ZooWatch;
import org.larmor.recon.analyse.AnomalyMaps;
import org.larmor.recon.analyse.ModelAnomalies;
import org.larmor.recon.reconstruct.DiffusionStep;
import org.larmor.recon.reconstruct.ModelDiffusion;
import org.larmor.recon.synthesise.FrameSynthesis;
import org.larmor.recon.synthesise.ModelSynthesis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The networks of the roles in this process, on one device; where there is no such role or no such model, stand-ins that say why.
 *
 * @param device frees the device, after all of them
 * @param use what the device has done so far
 */
record Networks(
        DiffusionStep reconstruction,
        FrameSynthesis synthesis,
        AnomalyMaps anomalies,
        Runnable device,
        Supplier<DeviceUse> use)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Networks.class);
    private static final String NO_ROLE = "this process has another role";

    /** Those of the configuration, or stand-ins that say why there are none. */
    static Networks of(ReconConfig config, Set<Role> roles) {
        ReconConfig.Models wished = config.models();
        if (!Files.isDirectory(wished.folder())) {
            return none("there is no model");
        }
        try {
            TorchRuntime runtime = TorchRuntime.start(wished.torch());
            LOG.info("models from {}, {}", wished.folder(), runtime.description());
            AnomalyMaps anomalies = roles.contains(Role.ANOMALY) ? anomalies(config, runtime) : none(NO_ROLE).anomalies;
            return roles.contains(Role.RECON)
                    ? new Networks(
                            reconstruction(wished, runtime),
                            synthesis(config, runtime),
                            anomalies,
                            () -> {},
                            runtime::use)
                    : new Networks(
                            DiffusionStep.none(NO_ROLE),
                            FrameSynthesis.none(NO_ROLE),
                            anomalies,
                            runtime::close,
                            runtime::use);
        } catch (TorchUnavailableException e) {
            LOG.warn("no models: {}", e.getMessage());
            return none(String.valueOf(e.getMessage()));
        }
    }

    /** It closes the runtime. */
    private static DiffusionStep reconstruction(ReconConfig.Models wished, TorchRuntime runtime) {
        ModelDiffusion models = new ModelDiffusion(
                new ZooWatch<>(wished.folder(), ModelPackage.class, wished.trust()),
                runtime,
                wished.batch(),
                wished.warmUp(),
                System::nanoTime);
        return wished.reloadSeconds() == 0 ? models : models.watched(wished.reloadSeconds());
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

    private static AnomalyMaps anomalies(ReconConfig config, TorchRuntime runtime) {
        return new ModelAnomalies(
                        new ZooWatch<>(
                                config.models().folder(),
                                AnomalyPackage.class,
                                config.models().trust()),
                        runtime,
                        config.anomaly().model(),
                        System::nanoTime)
                .watched(config.models().reloadSeconds());
    }

    private static Networks none(String reason) {
        return without(DiffusionStep.none(reason), FrameSynthesis.none(reason), AnomalyMaps.none(reason));
    }

    /** Those of a process that has no device. */
    static Networks without(DiffusionStep reconstruction, FrameSynthesis synthesis, AnomalyMaps anomalies) {
        return new Networks(reconstruction, synthesis, anomalies, () -> {}, () -> DeviceUse.NONE);
    }

    @Override
    public void close() {
        anomalies.close();
        synthesis.close();
        reconstruction.close();
        device.run();
    }
}
