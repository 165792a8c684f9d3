package org.larmor.models.network;

import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchModule;

/**
 * A residual network as a TorchScript module with the signature {@code forward(noisy (b, 2, y, x), sigma (b,), known (b, c,
 * y, x)) -> residual (b, 2, y, x)}, all float32. The embedding of the noise level is the module's own.
 */
public final class TorchDenoiser implements ResidualNetwork, AutoCloseable {
    private final TorchModule module;
    private final int sizeMultiple;

    /** @param sizeMultiple rows and columns are made a multiple of this by repeating the edge at their ends */
    public TorchDenoiser(TorchModule module, int sizeMultiple) {
        this.module = module;
        this.sizeMultiple = sizeMultiple;
    }

    @Override
    public Tensor residual(Tensor noisy, double[] sigma, Tensor known) {
        int rows = noisy.size(1);
        int columns = noisy.size(2);
        Tensor levels = noisy.perElement(sigma);
        Tensor output = module.call(grown(Planes.of(noisy)), levels, grown(known));
        return Planes.joined(output.part(2, 0, rows).part(3, 0, columns));
    }

    private Tensor grown(Tensor planes) {
        return planes.edgeRepeated(2, missing(planes.size(2))).edgeRepeated(3, missing(planes.size(3)));
    }

    private int missing(int size) {
        return Math.floorMod(-size, sizeMultiple);
    }

    @Override
    public void close() {
        module.close();
    }
}
