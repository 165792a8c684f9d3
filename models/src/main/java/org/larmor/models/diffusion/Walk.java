package org.larmor.models.diffusion;

import java.util.List;
import org.larmor.models.tensor.Scope;
import org.larmor.models.tensor.Tensor;

/** Where a sampler stands: either it wants the clean picture estimated at a point, or it is done. Immutable. */
interface Walk {
    boolean isDone();

    /** The noisy pictures whose clean ones are to be estimated; the result when done. Complex (batch, rows, columns). */
    Tensor point();

    /** The noise level of {@link #point}; 0 when done. */
    double sigma();

    /** Where it stands once the estimate of the clean pictures at {@link #point} is known. */
    Walk next(Tensor estimate);

    /** Everything on the device that this walk still needs. */
    List<Tensor> tensors();

    /** The same as {@link #next}: what that needs outlives the scope, what only this walk needed is freed. */
    default Walk moved(Scope scope, Tensor estimate) {
        Walk next = next(estimate);
        List<Tensor> needed = next.tensors();
        needed.forEach(scope::keep);
        tensors().stream().filter(tensor -> !needed.contains(tensor)).forEach(Tensor::free);
        return next;
    }
}
