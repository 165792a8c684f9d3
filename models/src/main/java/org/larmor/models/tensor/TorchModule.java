package org.larmor.models.tensor;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** A TorchScript module on the device, for inference. To be called on the device's thread. */
public final class TorchModule implements AutoCloseable {
    private final String name;
    private final Model model;
    private final ParameterStore parameters;

    private TorchModule(String name, Model model, NDManager manager) {
        this.name = name;
        this.model = model;
        this.parameters = new ParameterStore(manager, false);
    }

    static TorchModule load(String name, byte[] script, Device device, NDManager manager) {
        Model model = Model.newInstance(name, device, "PyTorch");
        try {
            model.load(new ByteArrayInputStream(script), Map.of("mapLocation", "true"));
            return new TorchModule(name, model, manager);
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new IllegalArgumentException(
                    "model " + name + " is not a TorchScript file that this libtorch can read", e);
        }
    }

    /** The module's one output for these inputs, in the order of its signature. */
    public Tensor call(Tensor... inputs) {
        return call(false, inputs);
    }

    /** The same of a module that takes gradients itself: PyTorch's inference mode would forbid them. */
    public Tensor callWithGradients(Tensor... inputs) {
        return call(true, inputs);
    }

    private Tensor call(boolean gradients, Tensor... inputs) {
        NDList list = new NDList(inputs.length);
        for (Tensor input : inputs) {
            list.add(input.array());
        }
        NDArray output = model.getBlock().forward(parameters, list, gradients).singletonOrThrow();
        return new Tensor(output);
    }

    public String name() {
        return name;
    }

    @Override
    public void close() {
        model.close();
    }
}
