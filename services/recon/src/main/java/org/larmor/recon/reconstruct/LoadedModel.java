package org.larmor.recon.reconstruct;

import org.larmor.models.diffusion.DiffusionReconstructor;
import org.larmor.models.zoo.ModelPackage;

/** A model on the device, evaluated at least once. */
record LoadedModel(ModelPackage model, DiffusionReconstructor reconstructor) {
    /** What is said of it in a picture's provenance. */
    DiffusionStep.Model label() {
        return new DiffusionStep.Model(model.name(), model.version(), model.digest());
    }
}
