package org.larmor.models.diffusion;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/** The samplers by name. A sampler is added by its class and one row here. */
public final class Samplers {
    /** The sampler of the default reconstruction. */
    public static final String DDIM = "ddim";

    private static final Map<String, DoubleFunction<Sampler>> BY_NAME = new TreeMap<>(Map.of(
            DDIM,
            DdimSampler::new,
            "ddpm",
            eta -> new DdimSampler(1),
            "dpm-solver++",
            eta -> new DpmSolverSampler(),
            "heun",
            eta -> new HeunSampler()));

    private Samplers() {}

    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * @param eta share of fresh noise, for the samplers that have a choice
     * @throws IllegalArgumentException if there is no such sampler
     */
    static Sampler named(String name, double eta) {
        DoubleFunction<Sampler> sampler = BY_NAME.get(name);
        if (sampler == null) {
            throw new IllegalArgumentException(
                    "there is no sampler '" + name + "', only " + String.join(", ", BY_NAME.keySet()));
        }
        return sampler.apply(eta);
    }
}
