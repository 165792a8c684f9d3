package org.larmor.models.network;

import java.util.Arrays;
import java.util.function.Function;
import org.larmor.models.tensor.OutOfDeviceMemoryException;
import org.larmor.models.tensor.Tensor;
import org.larmor.models.tensor.TorchModule;

/**
 * One of a model's networks, which is asked about pictures (element, channel, ..., y, x) and must answer in their size: another
 * answer is refused with one line. To be called on the device's thread.
 */
public final class AskedModule implements AutoCloseable {
    private final String model;
    private final String what;
    private final TorchModule module;

    /** @param what the network is in the model, for the refusal */
    public AskedModule(String model, String what, TorchModule module) {
        this.model = model;
        this.what = what;
        this.module = module;
    }

    /**
     * @param channels of the answer
     * @param inputs pictures first; the answer is to have their elements and size
     * @throws IllegalArgumentException if it cannot be asked so, or answers otherwise; one line
     * @throws RuntimeException of the engine if the device has not memory enough
     */
    public Tensor ask(int channels, Tensor... inputs) {
        return ask(module::call, channels, inputs);
    }

    /** The same of a network that takes gradients itself. */
    public Tensor askWithGradients(int channels, Tensor... inputs) {
        return ask(module::callWithGradients, channels, inputs);
    }

    Tensor ask(Function<Tensor[], Tensor> call, int channels, Tensor... inputs) {
        long[] expected = inputs[0].shape();
        expected[1] = channels;
        Tensor answer;
        try {
            answer = call.apply(inputs);
        } catch (RuntimeException e) {
            throw OutOfDeviceMemoryException.isMeantBy(e)
                    ? e
                    : new IllegalArgumentException(refusal(inputs[0], "fails: " + SignatureCheck.reason(e)), e);
        }
        if (!Arrays.equals(answer.shape(), expected)) {
            String outcome = "answers " + Arrays.toString(answer.shape()) + ", not " + Arrays.toString(expected);
            throw new IllegalArgumentException(refusal(inputs[0], outcome));
        }
        return answer;
    }

    private String refusal(Tensor pictures, String outcome) {
        return "model " + model + " has another signature: its " + what + " network, asked about pictures "
                + Arrays.toString(pictures.shape()) + ", " + outcome;
    }

    @Override
    public void close() {
        module.close();
    }
}
