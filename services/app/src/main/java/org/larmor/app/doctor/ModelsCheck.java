package org.larmor.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.models.tensor.TorchUnavailableException;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.ModelZoo;
import org.larmor.recon.ReconConfig;

/** Whether the packages are whole and of somebody trusted, and whether the native libraries evaluate one of them. */
final class ModelsCheck {
    private static final int SIDE = 64;

    private final ReconConfig.Models models;

    ModelsCheck(ReconConfig.Models models) {
        this.models = models;
    }

    List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        ModelZoo zoo = ModelZoo.read(models.folder(), models.trust());
        for (String fault : zoo.faults()) {
            findings.add(Finding.wrong("model package", fault, "take it from where it came from again, or remove it"));
        }
        zoo.all().forEach(model -> findings.add(Finding.ok("model package", model.label())));
        if (zoo.all().isEmpty() && zoo.faults().isEmpty()) {
            findings.add(Finding.warning(
                    "model packages",
                    "none in " + models.folder() + ": classic pictures only",
                    "name the folder in models.zoo"));
        }
        findings.add(device(zoo.packages()));
        return findings;
    }

    private Finding device(List<ModelPackage> packages) {
        TorchSettings settings = new TorchSettings(
                models.threads(), models.device(), TorchSettings.DEFAULT.waiting(), models.merged(), null);
        try (TorchRuntime runtime = TorchRuntime.start(settings)) {
            if (packages.isEmpty()) {
                return Finding.ok("device", runtime.description());
            }
            ModelPackage model = packages.get(0);
            long start = System.nanoTime();
            try (DiffusionReconstructor network = DiffusionReconstructor.open(model, runtime, System::nanoTime)) {
                network.warmUp(SIDE, SIDE, 1);
            }
            return Finding.ok(
                    "device",
                    String.format(
                            Locale.ROOT,
                            "%s; %s evaluated in %.1f s",
                            runtime.description(),
                            model.name(),
                            (System.nanoTime() - start) / 1e9));
        } catch (TorchUnavailableException e) {
            return Finding.wrong(
                    "device",
                    "PyTorch does not load: " + firstLine(e),
                    "look at models.device, at the native libraries' folder (DJL_CACHE_DIR), and at the driver of the GPU");
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Finding.wrong(
                    "device", "it does not evaluate: " + firstLine(e), "larmor models verify says which model");
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
